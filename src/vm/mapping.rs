//! Memory that the system maps: of a file, or of none.
#![expect(unsafe_code, reason = "the C library's functions are declared so, and what they map is a slice")]

use std::mem::MaybeUninit;
use std::ptr::{self, NonNull};
use std::sync::Once;

use nix::errno::Errno;
use nix::libc;

/// Mapped memory that can always be read. Whether it can be written is for the owner to know.
pub struct Mapping {
    start: NonNull<u8>,
    length: usize,
}

/// What a mapping is of, and how.
#[derive(Clone, Copy, Debug)]
pub struct Request {
    /// The descriptor of the file; -1 for none.
    pub descriptor: i32,
    /// Where in the file it begins.
    pub offset: i64,
    /// Its length.
    pub length: usize,
    /// PROT_ flags. Reading is always among them.
    pub protection: i32,
    /// MAP_ flags. What would put the mapping over other memory is refused.
    pub flags: i32,
}

impl Mapping {
    /// `mmap`.
    pub fn create(request: Request) -> nix::Result<Mapping> {
        const ELSEWHERE: i32 = libc::MAP_FIXED | libc::MAP_FIXED_NOREPLACE | libc::MAP_GROWSDOWN;
        if request.flags & ELSEWHERE != 0 {
            return Err(Errno::EINVAL);
        }
        if request.descriptor >= 0 {
            fill_what_is_cut_off();
        }
        let protection = request.protection | libc::PROT_READ;
        let Request { descriptor, offset, length, flags, .. } = request;
        // SAFETY: the system chooses the place, so nothing of ours is there.
        let start = unsafe { libc::mmap(ptr::null_mut(), length, protection, flags, descriptor, offset) };
        if start == libc::MAP_FAILED {
            return Err(Errno::last());
        }
        let start = NonNull::new(start.cast()).ok_or(Errno::ENOMEM)?;
        Ok(Mapping { start, length })
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        // SAFETY: so many bytes are mapped, can be read, and stay while `self` is borrowed. Other processes may change
        // them at any time, as other maps of the same file; bytes have no invalid values, and nothing relies on one that
        // was read.
        unsafe { std::slice::from_raw_parts(self.start.as_ptr(), self.length) }
    }

    /// The same to be written. The caller knows that the mapping is writable.
    pub fn bytes_mut(&mut self) -> &mut [u8] {
        // SAFETY: as above. Writing where that is not allowed would end the process: the owner asks first.
        unsafe { std::slice::from_raw_parts_mut(self.start.as_ptr(), self.length) }
    }

    /// `msync` of a part that lies in the mapping.
    pub fn flush(&self, offset: usize, length: usize) -> nix::Result<()> {
        // SAFETY: the system refuses what is not mapped.
        let result = unsafe { libc::msync(self.start.as_ptr().wrapping_add(offset).cast(), length, libc::MS_SYNC) };
        Errno::result(result).map(drop)
    }

    /// `madvise` about a part that lies in the mapping; EINVAL for advice that takes the memory away.
    pub fn advise(&self, offset: usize, length: usize, advice: i32) -> nix::Result<()> {
        if !matches!(advice, libc::MADV_NORMAL..=libc::MADV_DONTNEED | libc::MADV_FREE..=libc::MADV_WIPEONFORK) {
            return Err(Errno::EINVAL);
        }
        // SAFETY: none of these unmaps anything or changes what may be done with it; the content may change.
        let result = unsafe { libc::madvise(self.start.as_ptr().wrapping_add(offset).cast(), length, advice) };
        Errno::result(result).map(drop)
    }

    /// `mremap`: another length, and maybe another place.
    pub fn resize(&mut self, length: usize) -> nix::Result<()> {
        // SAFETY: the old mapping is ours, and nobody has a view of it: `self` is borrowed for this.
        let start = unsafe { libc::mremap(self.start.as_ptr().cast(), self.length, length, libc::MREMAP_MAYMOVE) };
        if start == libc::MAP_FAILED {
            return Err(Errno::last());
        }
        self.start = NonNull::new(start.cast()).ok_or(Errno::ENOMEM)?;
        self.length = length;
        Ok(())
    }
}

impl Drop for Mapping {
    fn drop(&mut self) {
        // SAFETY: the mapping is ours, and its views are gone.
        unsafe { libc::munmap(self.start.as_ptr().cast(), self.length) };
    }
}

/// Lets the part of a mapping be read whose file has been cut off since: the system sends SIGBUS where it is touched, and
/// the handler puts a page of zeros there.
#[expect(clippy::fn_to_numeric_cast_any, reason = "the system takes the address of what it calls")]
fn fill_what_is_cut_off() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // SAFETY: all of it may be zero.
        let mut wanted: libc::sigaction = unsafe { MaybeUninit::zeroed().assume_init() };
        wanted.sa_sigaction = cut_off as *const () as libc::sighandler_t;
        wanted.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK;
        // SAFETY: the handler calls the system only, and leaves errno as it was. Without it the process ends, as CPython
        // does.
        unsafe { libc::sigaction(libc::SIGBUS, &raw const wanted, ptr::null_mut()) };
    });
}

extern "C" fn cut_off(number: i32, information: *mut libc::siginfo_t, _context: *mut libc::c_void) {
    /// `BUS_ADRERR`: there is nothing at the address.
    const NOTHING_THERE: i32 = 2;
    let errno = Errno::last_raw();
    // SAFETY: the system gives the record of a fault.
    let (code, address) = unsafe { ((*information).si_code, (*information).si_addr()) };
    // SAFETY: a number in, a number out.
    let page = unsafe { libc::sysconf(libc::_SC_PAGESIZE) }.max(1) as usize;
    let start = ptr::without_provenance_mut(address.addr() / page * page);
    let (protection, flags) =
        (libc::PROT_READ | libc::PROT_WRITE, libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_FIXED);
    // SAFETY: only what is mapped of a file has addresses with nothing behind them, and the page takes its place.
    let is_filled =
        code == NOTHING_THERE && unsafe { libc::mmap(start, page, protection, flags, -1, 0) } != libc::MAP_FAILED;
    if !is_filled {
        // SAFETY: numbers only. What failed is tried again, and ends the process.
        unsafe { libc::signal(number, libc::SIG_DFL) };
    }
    Errno::set_raw(errno);
}
