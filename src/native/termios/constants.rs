//! Names that the system gives numbers, with their values on Linux. Speeds are bits a second.

use crate::native::set;
use crate::object::{Py, Value};
use crate::types::dict::Dict;
use crate::vm::Vm;

#[rustfmt::skip]
const NAMES: &[(&str, u32)] = &[
    ("B0", 0), ("B50", 50), ("B75", 75), ("B110", 110), ("B134", 134), ("B150", 150), ("B200", 200), ("B300", 300),
    ("B600", 600), ("B1200", 1200), ("B1800", 1800), ("B2400", 2400), ("B4800", 4800), ("B9600", 9600),
    ("B19200", 19_200), ("B38400", 38_400), ("B57600", 57_600), ("B115200", 115_200), ("B230400", 230_400),
    ("B460800", 460_800), ("B500000", 500_000), ("B576000", 576_000), ("B921600", 921_600), ("B1000000", 1_000_000),
    ("B1152000", 1_152_000), ("B1500000", 1_500_000), ("B2000000", 2_000_000), ("B2500000", 2_500_000), ("B3000000", 3_000_000),
    ("B3500000", 3_500_000), ("B4000000", 4_000_000), ("CBAUDEX", 4096), ("TCSANOW", 0), ("TCSADRAIN", 1),
    ("TCSAFLUSH", 2), ("TCIFLUSH", 0), ("TCOFLUSH", 1), ("TCIOFLUSH", 2), ("TCOOFF", 0), ("TCOON", 1), ("TCIOFF", 2),
    ("TCION", 3), ("IGNBRK", 1), ("BRKINT", 2), ("IGNPAR", 4), ("PARMRK", 8), ("INPCK", 16), ("ISTRIP", 32),
    ("INLCR", 64), ("IGNCR", 128), ("ICRNL", 256), ("IUCLC", 512), ("IXON", 1024), ("IXANY", 2048), ("IXOFF", 4096),
    ("IMAXBEL", 8192), ("IUTF8", 16_384), ("OPOST", 1), ("OLCUC", 2), ("ONLCR", 4), ("OCRNL", 8), ("ONOCR", 16),
    ("ONLRET", 32), ("OFILL", 64), ("OFDEL", 128), ("NLDLY", 256), ("CRDLY", 1536), ("TABDLY", 6144), ("BSDLY", 8192),
    ("VTDLY", 16_384), ("FFDLY", 32_768), ("NL0", 0), ("NL1", 256), ("CR0", 0), ("CR1", 512), ("CR2", 1024),
    ("CR3", 1536), ("TAB0", 0), ("TAB1", 2048), ("TAB2", 4096), ("TAB3", 6144), ("XTABS", 6144), ("BS0", 0),
    ("BS1", 8192), ("VT0", 0), ("VT1", 16_384), ("FF0", 0), ("FF1", 32_768), ("CSIZE", 48), ("CSTOPB", 64),
    ("CREAD", 128), ("PARENB", 256), ("PARODD", 512), ("HUPCL", 1024), ("CLOCAL", 2048), ("CIBAUD", 269_418_496),
    ("CRTSCTS", 2_147_483_648), ("CS5", 0), ("CS6", 16), ("CS7", 32), ("CS8", 48), ("ISIG", 1), ("ICANON", 2),
    ("XCASE", 4), ("ECHO", 8), ("ECHOE", 16), ("ECHOK", 32), ("ECHONL", 64), ("ECHOCTL", 512), ("ECHOPRT", 1024),
    ("ECHOKE", 2048), ("FLUSHO", 4096), ("NOFLSH", 128), ("TOSTOP", 256), ("PENDIN", 16_384), ("IEXTEN", 32_768),
    ("EXTPROC", 65_536), ("VINTR", 0), ("VQUIT", 1), ("VERASE", 2), ("VKILL", 3), ("VEOF", 4), ("VTIME", 5),
    ("VMIN", 6), ("VSWTC", 7), ("VSWTCH", 7), ("VSTART", 8), ("VSTOP", 9), ("VSUSP", 10), ("VEOL", 11),
    ("VREPRINT", 12), ("VDISCARD", 13), ("VWERASE", 14), ("VLNEXT", 15), ("VEOL2", 16), ("B7200", 7200),
    ("B14400", 14_400), ("B28800", 28_800), ("B76800", 76_800), ("CBAUD", 4111), ("CDSUSP", 25), ("CEOF", 4), ("CEOL", 0),
    ("CEOT", 4), ("CERASE", 127), ("CFLUSH", 15), ("CINTR", 3), ("CKILL", 21), ("CLNEXT", 22), ("CQUIT", 28),
    ("CRPRNT", 18), ("CSTART", 17), ("CSTOP", 19), ("CSUSP", 26), ("CWERASE", 23), ("EXTA", 19_200), ("EXTB", 38_400),
    ("FIOASYNC", 21_586), ("FIOCLEX", 21_585), ("FIONBIO", 21_537), ("FIONCLEX", 21_584), ("FIONREAD", 21_531),
    ("IBSHIFT", 16), ("IOCSIZE_MASK", 1_073_676_288), ("IOCSIZE_SHIFT", 16), ("NCCS", 32), ("N_MOUSE", 2), ("N_PPP", 3),
    ("N_SLIP", 1), ("N_STRIP", 4), ("N_TTY", 0), ("TCFLSH", 21_515), ("TCGETS", 21_505), ("TCSBRK", 21_513),
    ("TCSBRKP", 21_541), ("TCSETS", 21_506), ("TCSETSF", 21_508), ("TCSETSW", 21_507), ("TCXONC", 21_514),
    ("TIOCCONS", 21_533), ("TIOCEXCL", 21_516), ("TIOCGETD", 21_540), ("TIOCGICOUNT", 21_597), ("TIOCGLCKTRMIOS", 21_590),
    ("TIOCGPGRP", 21_519), ("TIOCGSERIAL", 21_534), ("TIOCGSOFTCAR", 21_529), ("TIOCGWINSZ", 21_523), ("TIOCINQ", 21_531),
    ("TIOCLINUX", 21_532), ("TIOCMBIC", 21_527), ("TIOCMBIS", 21_526), ("TIOCMGET", 21_525), ("TIOCMIWAIT", 21_596),
    ("TIOCMSET", 21_528), ("TIOCM_CAR", 64), ("TIOCM_CD", 64), ("TIOCM_CTS", 32), ("TIOCM_DSR", 256), ("TIOCM_DTR", 2),
    ("TIOCM_LE", 1), ("TIOCM_RI", 128), ("TIOCM_RNG", 128), ("TIOCM_RTS", 4), ("TIOCM_SR", 16), ("TIOCM_ST", 8),
    ("TIOCNOTTY", 21_538), ("TIOCNXCL", 21_517), ("TIOCOUTQ", 21_521), ("TIOCPKT", 21_536), ("TIOCPKT_DATA", 0),
    ("TIOCPKT_DOSTOP", 32), ("TIOCPKT_FLUSHREAD", 1), ("TIOCPKT_FLUSHWRITE", 2), ("TIOCPKT_NOSTOP", 16),
    ("TIOCPKT_START", 8), ("TIOCPKT_STOP", 4), ("TIOCSCTTY", 21_518), ("TIOCSERCONFIG", 21_587),
    ("TIOCSERGETLSR", 21_593), ("TIOCSERGETMULTI", 21_594), ("TIOCSERGSTRUCT", 21_592), ("TIOCSERGWILD", 21_588),
    ("TIOCSERSETMULTI", 21_595), ("TIOCSERSWILD", 21_589), ("TIOCSER_TEMT", 1), ("TIOCSETD", 21_539),
    ("TIOCSLCKTRMIOS", 21_591), ("TIOCSPGRP", 21_520), ("TIOCSSERIAL", 21_535), ("TIOCSSOFTCAR", 21_530),
    ("TIOCSTI", 21_522), ("TIOCSWINSZ", 21_524), ("_POSIX_VDISABLE", 0),
];

/// Puts them into the module.
pub fn add(vm: &mut Vm, namespace: &Py<Dict>) {
    for &(name, number) in NAMES {
        set(vm, namespace, name, Value::index(number as usize));
    }
}
