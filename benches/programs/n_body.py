# Bodies that attract each other; attributes and floats.
class Body:
    __slots__ = ("x", "y", "z", "vx", "vy", "vz", "mass")

    def __init__(self, position, velocity, mass):
        self.x, self.y, self.z = position
        self.vx, self.vy, self.vz = velocity
        self.mass = mass


def pairs(bodies):
    return [(a, b) for i, a in enumerate(bodies) for b in bodies[i + 1 :]]


def step(bodies, couples, dt):
    for a, b in couples:
        dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
        distance2 = dx * dx + dy * dy + dz * dz + 0.01
        magnitude = dt / (distance2 * distance2 ** 0.5)
        am, bm = a.mass * magnitude, b.mass * magnitude
        a.vx -= dx * bm
        a.vy -= dy * bm
        a.vz -= dz * bm
        b.vx += dx * am
        b.vy += dy * am
        b.vz += dz * am
    for body in bodies:
        body.x += dt * body.vx
        body.y += dt * body.vy
        body.z += dt * body.vz


def energy(bodies, couples):
    total = sum(0.5 * b.mass * (b.vx ** 2 + b.vy ** 2 + b.vz ** 2) for b in bodies)
    for a, b in couples:
        total -= a.mass * b.mass / ((a.x - b.x) ** 2 + (a.y - b.y) ** 2 + (a.z - b.z) ** 2) ** 0.5
    return total


system = [
    Body((0.0, 0.0, 0.0), (0.0, 0.0, 0.0), 40.0),
    Body((5.0, 0.1, 0.0), (0.0, 2.8, 0.1), 0.04),
    Body((-9.0, 0.0, 0.3), (0.1, -2.1, 0.0), 0.02),
    Body((0.0, 15.0, -0.2), (-1.6, 0.0, 0.0), 0.01),
    Body((0.0, -26.0, 0.5), (1.2, 0.1, 0.0), 0.005),
]
couples = pairs(system)
for _ in range(110_000):
    step(system, couples, 0.002)
print(f"{energy(system, couples):.9f}")
