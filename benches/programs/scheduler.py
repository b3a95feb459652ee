# A small operating system: tasks, queues, packets, polymorphic run methods.
class Packet:
    def __init__(self, kind, datum):
        self.kind, self.datum, self.link = kind, datum, None


class Queue:
    def __init__(self):
        self.first = self.last = None
        self.length = 0

    def put(self, packet):
        packet.link = None
        if self.last is None:
            self.first = packet
        else:
            self.last.link = packet
        self.last = packet
        self.length += 1

    def take(self):
        packet = self.first
        if packet is not None:
            self.first = packet.link
            if self.first is None:
                self.last = None
            self.length -= 1
        return packet


class Task:
    def __init__(self, system, priority):
        self.system, self.priority = system, priority
        self.inbox = Queue()
        self.runs = 0

    def ready(self):
        return self.inbox.length > 0

    def run(self):
        raise NotImplementedError


class Idle(Task):
    def __init__(self, system, count):
        super().__init__(system, 0)
        self.count, self.control = count, 1

    def ready(self):
        return self.count > 0

    def run(self):
        self.count -= 1
        if self.control & 1:
            self.control = (self.control >> 1) ^ 0xD008
            self.system.send("device", Packet("work", self.control & 0xFF))
        else:
            self.control >>= 1
            self.system.send("worker", Packet("work", self.control & 0x3F))


class Worker(Task):
    total = 0

    def run(self):
        packet = self.inbox.take()
        self.total = (self.total * 31 + packet.datum) % 65_521
        self.system.send("handler", packet if packet.datum % 2 else Packet("done", self.total))


class Handler(Task):
    handled = 0

    def run(self):
        packet = self.inbox.take()
        self.handled += 1
        if packet.kind == "work" and packet.datum > 0:
            packet.datum -= 1
            self.system.send("device", packet)


class Device(Task):
    checksum = 0

    def run(self):
        packet = self.inbox.take()
        self.checksum = (self.checksum + packet.datum * 7) % 1_000_003
        if packet.datum > 3:
            self.system.send("worker", Packet("work", packet.datum // 2))


class System:
    def __init__(self, count):
        self.tasks = {"worker": Worker(self, 3), "handler": Handler(self, 2), "device": Device(self, 1), "idle": Idle(self, count)}
        self.order = sorted(self.tasks.values(), key=lambda task: -task.priority)

    def send(self, name, packet):
        self.tasks[name].inbox.put(packet)

    def run(self):
        switches = 0
        while True:
            for task in self.order:
                if task.ready():
                    task.run()
                    task.runs += 1
                    switches += 1
                    break
            else:
                return switches


system = System(110_000)
switches = system.run()
tasks = system.tasks
print(switches, tasks["worker"].total, tasks["handler"].handled, tasks["device"].checksum, [t.runs for t in system.order])
