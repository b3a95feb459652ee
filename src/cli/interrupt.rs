//! Ctrl-C.

use crate::vm::interrupt;

/// Makes SIGINT ask for a KeyboardInterrupt. A second one before the first was noticed ends the process, so that a
/// native function that never returns can be stopped.
pub fn install() {
    // Without a handler Ctrl-C ends the process, which is what is left to do.
    drop(ctrlc::set_handler(|| {
        if interrupt::is_requested() {
            std::process::exit(130);
        }
        interrupt::request();
    }));
}
