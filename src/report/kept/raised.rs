//! How often an exception was raised: its traceback is one chain, in which each raise goes on in front of the one before.

use crate::object::{Edge, Kind, Py, Value};
use crate::types::frame::Frame;
use crate::types::traceback::Traceback;
use crate::vm::Vm;

use super::super::find::Look;
use super::super::graph::Node;

/// How often an exception was raised, as far as its traceback tells: where an entry's frame was not called by the frame
/// of the entry before, an earlier raise ends.
pub(in super::super) fn times(look: &Look<'_>, exception: Node) -> usize {
    let mut entry: Option<Value> = None;
    look.graph.each_reference(&look.vm.heap, exception, &mut |edge, target| {
        let object = look.graph.object(target);
        if matches!(edge, Edge::Attribute("__traceback__")) && object.kind() == Some(Kind::Traceback) {
            entry = Some(object.clone());
        }
    });
    let mut times = usize::from(entry.is_some());
    let mut before: Option<Py<Frame>> = None;
    while let Some(traceback) = entry.as_ref().and_then(Value::cast::<Traceback>) {
        let frame = traceback.frame.get(&look.vm.heap).as_ref().and_then(Value::cast::<Frame>).cloned();
        if let (Some(caller), Some(frame)) = (&before, &frame)
            && !leads_on(look.vm, caller, frame)
        {
            times += 1;
        }
        before = frame;
        let next = traceback.next.get(&look.vm.heap).clone();
        entry = next;
    }
    times
}

/// Whether one raise can have gone through `frame` and then `caller`: the same frame, one that it called, or a generator,
/// which any frame may have resumed.
fn leads_on(vm: &Vm, caller: &Py<Frame>, frame: &Py<Frame>) -> bool {
    let back = frame.back.get(&vm.heap).as_ref();
    frame.code.flags.is_generator_like() || frame.is(caller) || back.is_some_and(|back| back.is(caller))
}
