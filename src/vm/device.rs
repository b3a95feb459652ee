//! What the system is asked of open files by number and request: `fcntl`, `ioctl`, `flock`, terminals.
#![expect(unsafe_code, reason = "the C library's functions are declared so")]

use std::mem::MaybeUninit;

use nix::errno::Errno;
use nix::libc;

/// The longest data that a request is given or gives.
pub const LONGEST: usize = 1024;

/// What a request can write at most, by the bits that its number has for the size, and more than any of `fcntl`.
const ROOM: usize = 1 << 14;

/// `fcntl` with a number.
pub fn control(descriptor: i32, command: i32, argument: i32) -> nix::Result<i32> {
    // SAFETY: a command that takes an address fails: no number of 32 bits is one of the process's.
    Errno::result(unsafe { libc::fcntl(descriptor, command, argument) })
}

/// `fcntl` with data, which the system may change.
pub fn control_with(descriptor: i32, command: i32, data: &mut [u8]) -> nix::Result<i32> {
    let mut room = roomy(data);
    // SAFETY: there is room for whatever a command writes.
    let result = Errno::result(unsafe { libc::fcntl(descriptor, command, room.as_mut_ptr()) })?;
    data.copy_from_slice(&room[..data.len()]);
    Ok(result)
}

/// `ioctl` with a number.
pub fn request(descriptor: i32, request: u64, argument: i32) -> nix::Result<i32> {
    // SAFETY: as for `control`.
    Errno::result(unsafe { libc::ioctl(descriptor, request as _, argument) })
}

/// `ioctl` with data, which the system may change.
pub fn request_with(descriptor: i32, request: u64, data: &mut [u8]) -> nix::Result<i32> {
    let mut room = roomy(data);
    // SAFETY: there is room for whatever a request writes.
    let result = Errno::result(unsafe { libc::ioctl(descriptor, request as _, room.as_mut_ptr()) })?;
    data.copy_from_slice(&room[..data.len()]);
    Ok(result)
}

fn roomy(data: &[u8]) -> Vec<u8> {
    let mut room = data.to_vec();
    room.resize(data.len() + ROOM, 0);
    room
}

/// `flock`.
pub fn lock(descriptor: i32, operation: i32) -> nix::Result<()> {
    // SAFETY: numbers only.
    Errno::result(unsafe { libc::flock(descriptor, operation) }).map(drop)
}

/// Which part of a file is locked, and how.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// `l_type`
    pub kind: i32,
    /// `l_start`
    pub start: i64,
    /// `l_len`
    pub length: i64,
    /// `l_whence`
    pub whence: i32,
}

/// `fcntl` with F_SETLK or F_SETLKW.
pub fn lock_part(descriptor: i32, command: i32, part: Part) -> nix::Result<()> {
    // SAFETY: all of it may be zero.
    let mut lock: libc::flock = unsafe { MaybeUninit::zeroed().assume_init() };
    lock.l_type = part.kind as _;
    lock.l_whence = part.whence as _;
    lock.l_start = part.start;
    lock.l_len = part.length;
    // SAFETY: the lock is read.
    Errno::result(unsafe { libc::fcntl(descriptor, command, &raw const lock) }).map(drop)
}

/// How a terminal is set up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terminal {
    /// Input, output, control and local flags.
    pub flags: [u32; 4],
    /// Bits a second of input and output.
    pub speeds: [u32; 2],
    /// The special characters.
    pub characters: [u8; libc::NCCS],
}

/// The rates that the system has codes for, by code: 0 to 15, and from [`MORE`] on.
const RATES: [u32; 16] = [0, 50, 75, 110, 134, 150, 200, 300, 600, 1200, 1800, 2400, 4800, 9600, 19200, 38400];
const MORE_RATES: [u32; 15] = [
    57_600, 115_200, 230_400, 460_800, 500_000, 576_000, 921_600, 1_000_000, 1_152_000, 1_500_000, 2_000_000,
    2_500_000, 3_000_000, 3_500_000, 4_000_000,
];
const MORE: u32 = 0o10001;

/// The rate that the C library means by a number: itself or its code. No rate is a code of another.
fn rate(number: u32) -> u32 {
    let known = RATES.get(number as usize);
    let known = known.or_else(|| MORE_RATES.get(number.checked_sub(MORE)? as usize));
    known.copied().unwrap_or(number)
}

/// What the C library is given for a rate. Those from glibc 2.42 on take the rate itself.
fn speed(rate: u32) -> libc::speed_t {
    // SAFETY: all of it may be zero.
    let mut probe: libc::termios = unsafe { MaybeUninit::zeroed().assume_init() };
    // SAFETY: settings that are only looked at here.
    if unsafe { libc::cfsetospeed(&raw mut probe, 9600) } == 0 {
        return rate;
    }
    let known = RATES.iter().position(|&known| known == rate).map(|code| code as u32);
    let more = || MORE_RATES.iter().position(|&known| known == rate).map(|code| code as u32 + MORE);
    known.or_else(more).unwrap_or(rate)
}

fn settings(descriptor: i32) -> nix::Result<libc::termios> {
    let mut found = MaybeUninit::uninit();
    // SAFETY: what is asked for is written.
    Errno::result(unsafe { libc::tcgetattr(descriptor, found.as_mut_ptr()) })?;
    // SAFETY: the call has filled it.
    Ok(unsafe { found.assume_init() })
}

/// `tcgetattr`.
pub fn terminal(descriptor: i32) -> nix::Result<Terminal> {
    let found = settings(descriptor)?;
    // SAFETY: settings that have been filled are read.
    let speeds = unsafe { [libc::cfgetispeed(&raw const found), libc::cfgetospeed(&raw const found)] };
    let flags = [found.c_iflag, found.c_oflag, found.c_cflag, found.c_lflag];
    Ok(Terminal { flags, speeds: speeds.map(rate), characters: found.c_cc })
}

/// `tcsetattr`.
pub fn set_terminal(descriptor: i32, when: i32, terminal: &Terminal) -> nix::Result<()> {
    // What has no name here stays as it is.
    let mut wanted = settings(descriptor)?;
    [wanted.c_iflag, wanted.c_oflag, wanted.c_cflag, wanted.c_lflag] = terminal.flags;
    wanted.c_cc = terminal.characters;
    let [input, output] = terminal.speeds.map(speed);
    // SAFETY: settings that have been filled are changed and read.
    unsafe {
        Errno::result(libc::cfsetispeed(&raw mut wanted, input))?;
        Errno::result(libc::cfsetospeed(&raw mut wanted, output))?;
        Errno::result(libc::tcsetattr(descriptor, when, &raw const wanted)).map(drop)
    }
}

/// `tcsendbreak`.
pub fn send_break(descriptor: i32, duration: i32) -> nix::Result<()> {
    // SAFETY: numbers only.
    Errno::result(unsafe { libc::tcsendbreak(descriptor, duration) }).map(drop)
}

/// `tcdrain`.
pub fn drain(descriptor: i32) -> nix::Result<()> {
    // SAFETY: a number.
    Errno::result(unsafe { libc::tcdrain(descriptor) }).map(drop)
}

/// `tcflush`.
pub fn flush(descriptor: i32, queue: i32) -> nix::Result<()> {
    // SAFETY: numbers only.
    Errno::result(unsafe { libc::tcflush(descriptor, queue) }).map(drop)
}

/// `tcflow`.
pub fn flow(descriptor: i32, action: i32) -> nix::Result<()> {
    // SAFETY: numbers only.
    Errno::result(unsafe { libc::tcflow(descriptor, action) }).map(drop)
}

/// Lines and columns of a terminal.
pub fn window(descriptor: i32) -> nix::Result<(u16, u16)> {
    let mut size = libc::winsize { ws_row: 0, ws_col: 0, ws_xpixel: 0, ws_ypixel: 0 };
    // SAFETY: the request fills a `winsize`.
    Errno::result(unsafe { libc::ioctl(descriptor, libc::TIOCGWINSZ, &raw mut size) })?;
    Ok((size.ws_row, size.ws_col))
}

/// Sets them.
pub fn set_window(descriptor: i32, rows: u16, columns: u16) -> nix::Result<()> {
    let mut size = libc::winsize { ws_row: 0, ws_col: 0, ws_xpixel: 0, ws_ypixel: 0 };
    // SAFETY: the request fills a `winsize`.
    Errno::result(unsafe { libc::ioctl(descriptor, libc::TIOCGWINSZ, &raw mut size) })?;
    (size.ws_row, size.ws_col) = (rows, columns);
    // SAFETY: the request reads one.
    Errno::result(unsafe { libc::ioctl(descriptor, libc::TIOCSWINSZ, &raw const size) }).map(drop)
}
