//! Reports made by hand, one for each shape that has to look well.

use std::fmt::Write;

use super::build::{at, leak, line, source};
use crate::report::model::{Growth, GrowthRow, Kind, Leak, Part, Report, Share, Source};

/// A report by name.
pub type Sample = (&'static str, fn() -> Report);

/// All of them.
pub const SAMPLES: &[Sample] = &[
    ("nothing", nothing),
    ("retry", retry),
    ("cache", cache),
    ("both", both),
    ("closure", closure),
    ("finalizer", finalizer),
    ("itself", itself),
    ("chain", chain),
    ("crowd", crowd),
    ("quotes", quotes),
    ("many", many),
    ("tests", tests),
];

const RETRY: &str = "\
import sys

class Session:
    def __init__(self):
        self.buffer = bytearray(30_000)

def connect(session, host):
    raise OSError(f'no route to {host}')

def fetch(session, host, attempts=3):
    last = None
    for attempt in range(attempts):
        try:
            return connect(session, host)
        except OSError as error:
            last = error
    log(last)
    return None

def log(error):
    print('gave up:', error, file=sys.stderr)

def main():
    for number in range(20):
        fetch(Session(), f'host{number}')

main()
";

const CACHE: &str = "\
from store import Store

store = Store()

def handle(request):
    return store.put(request, [request] * 8)
";

const STORE: &str = "\
class Record:
    def __init__(self, rows):
        self.rows = rows

class Store:
    def __init__(self):
        self.cache = {}

    def put(self, key, rows):
        record = Record(list(rows))
        self.cache[len(self.cache)] = record
        return record
";

const CLOSURE: &str = "\
def make_counter():
    count = 0
    def step(n):
        nonlocal count
        count += n
        return step if n else None
    def reset():
        step(0)
    return reset
";

fn report(program: &str, leaks: Vec<Leak>, sources: Vec<Source>) -> Report {
    Report { program: program.to_owned(), leaks, tests: Vec::new(), notes: Vec::new(), sources }
}

fn nothing() -> Report {
    report("clean.py", Vec::new(), Vec::new())
}

fn retry() -> Report {
    let text = source("retry.py", RETRY);
    let mut found = report("retry.py", vec![retry_leak(&text)], vec![text]);
    found.notes.push("3 weak references are not shown".to_owned());
    found
}

fn retry_leak(text: &Source) -> Leak {
    let mut leak = leak(Kind::Cycle, "4f1c09a7be5520d3", 20);
    let raised = at(text, 8, "OSError(f'no route to {host}')", "connect");
    let called = at(text, 14, "connect(session, host)", "fetch");
    let error = leak.object(Part::Member, "OSError", "OSError", 120);
    let outer = leak.object(Part::Member, "traceback", "traceback", 64);
    let frame = leak.object(Part::Member, "frame", "frame of fetch()", 448);
    let inner = leak.object(Part::Pinned, "traceback", "traceback", 64);
    let called_frame = leak.object(Part::Pinned, "frame", "frame of connect()", 424);
    let session = leak.object(Part::Pinned, "__main__.Session", "Session", 48);
    let buffer = leak.object(Part::Pinned, "bytearray", "bytearray of 30000", 30_057);
    let arguments = leak.object(Part::Pinned, "tuple", "tuple of 1", 48);
    let message = leak.object(Part::Pinned, "str", "'no route to host19'", 67);
    let host = leak.object(Part::Pinned, "str", "'host19'", 55);
    leak.made(error, &raised);
    leak.made(session, &at(text, 25, "Session()", "main"));
    leak.made(buffer, &at(text, 5, "bytearray(30_000)", "Session.__init__"));
    leak.made(host, &at(text, 25, "f'host{number}'", "main"));
    let first = leak.refer_at(error, ".__traceback__", outer, &called);
    let second = leak.refer_at(outer, ".tb_frame", frame, &called);
    let closing = leak.refer_at(frame, "local 'last'", error, &at(text, 16, "last = error", "fetch"));
    leak.ring = vec![first, second, closing];
    leak.refer(outer, ".tb_next", inner);
    leak.refer(inner, ".tb_frame", called_frame);
    leak.refer(frame, "local 'session'", session);
    leak.refer(frame, "local 'host'", host);
    leak.refer(called_frame, "local 'session'", session);
    leak.refer(called_frame, "local 'host'", host);
    leak.refer(called_frame, ".f_back", frame);
    leak.refer(session, ".buffer", buffer);
    leak.refer(error, ".args", arguments);
    leak.refer(arguments, "[0]", message);
    leak.label(&at(text, 16, "last = error", "fetch"), "this local closes the cycle");
    leak.label(&raised, "the exception was made here");
    leak.label(&at(text, 18, "return None", "fetch"), "here the last other reference was gone");
    leak.advise("exception-in-own-frame", "empty the local 'last' before fetch() ends", &[closing], 10);
    leak.change(
        "retry.py",
        17,
        &["    log(last)", "    return None"],
        &["    try:", "        log(last)", "        return None", "    finally:", "        del last"],
    );
    leak.advise(
        "drop-traceback",
        "keep the exception without its traceback: the frames go, and with them what their locals refer to",
        &[first],
        10,
    );
    leak.change("retry.py", 16, &["            last = error"], &["            last = error.with_traceback(None)"]);
    leak.folded.push("1 attribute dict is shown as its owner's attributes".to_owned());
    leak
}

fn cache() -> Report {
    let (app, store) = (source("app.py", CACHE), source("store.py", STORE));
    report("app.py", vec![cache_leak(&store)], vec![app, store])
}

fn cache_leak(store: &Source) -> Leak {
    let mut leak = leak(Kind::Growth, "b07d31c2aa9e1f64", 1);
    let kept = at(store, 11, "self.cache[len(self.cache)] = record", "Store.put");
    let listed = at(store, 10, "list(rows)", "Store.put");
    let record = at(store, 10, "Record(list(rows))", "Store.put");
    let module = leak.object(Part::Path, "module", "module '__main__'", 72);
    let owner = leak.object(Part::Path, "store.Store", "Store", 48);
    let dict = leak.object(Part::Path, "dict", "dict of 20", 1_176);
    leak.made(owner, &line("app.py", 3));
    leak.made(dict, &at(store, 7, "{}", "Store.__init__"));
    let steps = [
        leak.refer_at(module, ".store", owner, &line("app.py", 3)),
        leak.refer_at(owner, ".cache", dict, &at(store, 7, "self.cache", "Store.__init__")),
    ];
    leak.path = steps.to_vec();
    let mut cuts = Vec::new();
    for number in 0..20 {
        let entry = leak.object(Part::Pinned, "store.Record", "Record", 48);
        leak.made(entry, &record);
        let rows = leak.object(Part::Pinned, "list", "list of 8", 120);
        leak.made(rows, &listed);
        cuts.push(leak.refer_at(dict, &format!("[{number}]"), entry, &kept));
        leak.refer(entry, ".rows", rows);
    }
    leak.label(&kept, "each call adds an entry, none is taken out");
    leak.label(&record, "what it keeps was made here");
    leak.label(&line("app.py", 3), "the root");
    leak.advise("unbounded-cache", "give the cache a bound, or take entries out when they are done", &cuts, 40);
    leak.growth = Some(Growth {
        function: "handle()".to_owned(),
        calls: 20,
        objects_per_call: 2.0,
        bytes_per_call: 216.8,
        rows: vec![
            GrowthRow { class: "list".to_owned(), made: Some(listed), objects_per_call: 1.0, bytes_per_call: 120.0 },
            GrowthRow {
                class: "store.Record".to_owned(),
                made: Some(record),
                objects_per_call: 1.0,
                bytes_per_call: 48.0,
            },
            GrowthRow { class: "dict".to_owned(), made: None, objects_per_call: 0.0, bytes_per_call: 48.8 },
        ],
    });
    leak
}

fn both() -> Report {
    let (text, store) = (source("retry.py", RETRY), source("store.py", STORE));
    let leaks = vec![retry_leak(&text), cache_leak(&store)];
    report("-m service", leaks, vec![text, source("app.py", CACHE), store])
}

fn closure() -> Report {
    let text = source("counter.py", CLOSURE);
    let mut leak = leak(Kind::Cycle, "00c1e5d4a1b2c3d4", 3);
    let defined = at(&text, 3, "def step(n):", "make_counter");
    let step = leak.object(Part::Member, "function", "function step", 160);
    let closure = leak.object(Part::Member, "tuple", "tuple of 2", 56);
    let cell = leak.object(Part::Member, "cell", "cell", 40);
    let count = leak.object(Part::Pinned, "cell", "cell", 40);
    leak.made(step, &defined);
    let first = leak.refer_at(step, ".__closure__", closure, &defined);
    let second = leak.refer_at(closure, "[1]", cell, &defined);
    let closing = leak.refer_at(cell, ".cell_contents (free variable 'step')", step, &defined);
    leak.refer_at(closure, "[0]", count, &defined);
    leak.ring = vec![first, second, closing];
    leak.label(&defined, "the function refers to itself through its free variable 'step'");
    leak.label(&at(&text, 9, "return reset", "make_counter"), "here the last other reference was gone");
    leak.advise(
        "recursive-closure",
        "move step() out of make_counter(), or give it itself as an argument",
        &[closing],
        4,
    );
    report("counter.py", vec![leak], vec![text])
}

fn finalizer() -> Report {
    let text =
        source("pump.py", "def pump():\n    me = yield\n    yield me\n\ng = pump()\nnext(g)\ng.send(g)\ndel g\n");
    let mut leak = leak(Kind::BrokenByFinalizer, "77aa00bb11cc22dd", 1);
    let generator = leak.object(Part::Member, "generator", "generator pump", 200);
    let closing = leak.refer_at(generator, "local 'me'", generator, &at(&text, 2, "me = yield", "pump"));
    leak.ring = vec![closing];
    leak.label(&at(&text, 7, "g.send(g)", "<module>"), "the generator's frame comes to hold the generator");
    leak.advise("generator-in-own-frame", "do not send a generator to itself", &[closing], 1);
    report("pump.py", vec![leak], vec![text])
}

fn itself() -> Report {
    let mut leak = leak(Kind::Cycle, "1122334455667788", 1);
    let list = leak.object(Part::Member, "list", "list of 1", 64);
    let closing = leak.refer_at(list, "[0]", list, &line("<stdin>", 2));
    leak.ring = vec![closing];
    leak.label(&line("<stdin>", 2), "the list is put into itself");
    report("<stdin>", vec![leak], Vec::new())
}

/// A ring of sixty nodes, each of which refers to its tree too.
fn chain() -> Report {
    let mut leak = leak(Kind::Cycle, "c4a1c4a1c4a1c4a1", 2);
    let tree = leak.object(Part::Member, "graph.Tree", "Tree", 48);
    let nodes: Vec<_> = (0..60).map(|_| leak.object(Part::Member, "graph.Node", "Node", 56)).collect();
    let mut ring = vec![leak.refer(tree, ".first", nodes[0])];
    for pair in nodes.windows(2) {
        ring.push(leak.refer(pair[0], ".next", pair[1]));
    }
    ring.push(leak.refer(nodes[59], ".tree", tree));
    for node in &nodes[..59] {
        leak.refer(*node, ".tree", tree);
    }
    leak.ring = ring;
    leak.label(&line("graph.py", 41), "each node refers to its tree");
    report("graph.py", vec![leak], Vec::new())
}

/// Many objects of many classes behind a cycle of nine.
fn crowd() -> Report {
    let mut leak = leak(Kind::Cycle, "99887766554433ff", 4);
    let names = ["Server", "Router", "Table", "Handler", "Client", "Pool", "Worker", "Queue", "Watcher"];
    let members: Vec<_> =
        names.iter().map(|name| leak.object(Part::Member, &format!("net.{name}"), name, 48 + name.len())).collect();
    let attributes = ["router", "table", "handlers['/']", "client", "pool", "workers[0]", "queue", "watcher", "server"];
    for (at, name) in attributes.iter().enumerate() {
        let to = members[(at + 1) % members.len()];
        let number = leak.refer(members[at], &format!(".{name}"), to);
        leak.ring.push(number);
    }
    let mut cut = vec![leak.refer(members[3], ".server", members[0]), leak.ring[8]];
    cut.push(leak.refer(members[6], ".pool", members[5]));
    let extra = leak.object(Part::Member, "method", "method Server.close", 64);
    leak.refer(members[8], ".callback", extra);
    cut.push(leak.refer(extra, ".__self__", members[0]));
    let buffers = leak.object(Part::Pinned, "dict", "dict of 90", 4_696);
    leak.refer(members[5], ".buffers", buffers);
    for number in 0..90 {
        let buffer = leak.object(Part::Pinned, "bytearray", "bytearray of 4096", 4_153);
        leak.refer(buffers, &format!("[{number}]"), buffer);
    }
    for (at, id) in [members[1], members[2], members[6]].into_iter().enumerate() {
        let list = leak.object(Part::Pinned, "list", &format!("list of {}", at + 1), 64 + 8 * at);
        leak.refer(id, ".log", list);
        for number in 0..=at {
            let entry = leak.object(Part::Pinned, "logging.LogRecord", "LogRecord", 48);
            leak.refer(list, &format!("[{number}]"), entry);
            let values = leak.object(Part::Pinned, "dict", "dict of 23", 1_240);
            leak.refer(entry, ".__dict__", values);
        }
    }
    let all = leak.objects.len();
    leak.advise("back-references", "make the references back to the server and to the pool weak ones", &cut, all);
    report("net.py", vec![leak], Vec::new())
}

/// Texts that each format has to quote.
fn quotes() -> Report {
    let text = source("dir with blank/a&b,c.py", "d = {}\nd['\"<é\\n>&'] = d  # </script> 100%\n");
    let mut leak = leak(Kind::Cycle, "0000000000000001", 1);
    let dict = leak.object(Part::Member, "dict", "dict of 1, \"<b>&\\\"", 184);
    let key = leak.object(Part::Member, "odd.Ключ", "Ключ <!-- --> ]]> 中文", 50);
    let place = at(&text, 2, "d['\"<", "<module>");
    let first = leak.refer_at(dict, "['\"<é\\n>&']", key, &place);
    let second = leak.refer(key, "</script><script>alert(1)</script>", dict);
    leak.ring = vec![first, second];
    leak.label(&place, "the dict's key '\"<é\\n>&':\n100% in two lines, </script> and <b>&amp;");
    leak.advise("container-in-itself", "do not put the dict into itself: `d[\"<\"]`, 100%", &[first], 2);
    leak.change("dir with blank/a&b,c.py", 2, &["d['\"<é\\n>&'] = d  # </script> 100%"], &["pass  # \"</script>\""]);
    report("dir with blank/a&b,c.py", vec![leak], vec![text])
}

/// More leaks than are told in full.
fn many() -> Report {
    let mut text = String::new();
    for number in 0..14 {
        writeln!(text, "a{number} = []; a{number}.append(a{number})").expect("a string takes it");
    }
    let text = source("many.py", &text);
    let leaks = (0..14)
        .map(|number| {
            let mut leak = leak(Kind::Cycle, &format!("{number:016x}"), number + 1);
            let list = leak.object(Part::Member, "list", "list of 1", 64);
            let place = at(&text, number as u32 + 1, &format!("a{number}.append(a{number})"), "<module>");
            let closing = leak.refer_at(list, "[0]", list, &place);
            leak.ring = vec![closing];
            leak.label(&place, "the list is put into itself");
            leak
        })
        .collect();
    report("many.py", leaks, vec![text])
}

/// A run of tests: one that leaves two leaks, one that leaves nothing, two that leave what was told already, and something
/// that none of them has left.
fn tests() -> Report {
    let lines = ["a0 = []; a0.append(a0)\n", "a1 = []; a1.append(a1)\n", "a2 = []; a2.append(a2)\n"].concat();
    let text = source("test_many.py", &lines);
    let shares: [&[(usize, usize)]; 3] = [&[(0, 1), (2, 1), (3, 5)], &[(0, 2)], &[]];
    let leaks = shares.iter().enumerate().map(|(number, shares)| {
        let times = shares.iter().map(|(_, times)| times).sum::<usize>().max(1);
        let mut leak = leak(Kind::Cycle, &format!("{number:016x}"), times);
        leak.tests = shares.iter().map(|&(test, times)| Share { test, times }).collect();
        let list = leak.object(Part::Member, "list", "list of 1", 64);
        let place = at(&text, number as u32 + 1, &format!("a{number}.append(a{number})"), "<module>");
        let closing = leak.refer_at(list, "[0]", list, &place);
        leak.ring = vec![closing];
        leak.label(&place, "the list is put into itself");
        leak
    });
    let names = ["first", "clean", "again", "often"];
    let tests = names.iter().map(|name| format!("test_many.TestMany.test_{name}")).collect();
    Report { tests, ..report("-m unittest test_many", leaks.collect(), vec![text]) }
}
