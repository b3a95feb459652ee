//! The C library's locale and its catalogues of messages.
#![expect(unsafe_code, reason = "the C library's functions are declared so")]

use std::ffi::{CStr, CString, c_char, c_int};

use nix::libc;

mod library {
    use super::{c_char, c_int};
    use nix::libc::{size_t, wchar_t};

    // What the crate does not declare.
    unsafe extern "C" {
        pub fn wcscoll(left: *const wchar_t, right: *const wchar_t) -> c_int;
        pub fn wcsxfrm(target: *mut wchar_t, source: *const wchar_t, room: size_t) -> size_t;
        pub fn gettext(message: *const c_char) -> *mut c_char;
        pub fn dgettext(domain: *const c_char, message: *const c_char) -> *mut c_char;
        pub fn dcgettext(domain: *const c_char, message: *const c_char, category: c_int) -> *mut c_char;
        pub fn textdomain(domain: *const c_char) -> *mut c_char;
        pub fn bindtextdomain(domain: *const c_char, folder: *const c_char) -> *mut c_char;
        pub fn bind_textdomain_codeset(domain: *const c_char, codeset: *const c_char) -> *mut c_char;
    }
}

/// Copies a text of the C library.
fn copied(text: *const c_char) -> Option<Vec<u8>> {
    // SAFETY: it is null, or a text that stays until the next call.
    (!text.is_null()).then(|| unsafe { CStr::from_ptr(text) }.to_bytes().to_vec())
}

fn pointer(text: Option<&CString>) -> *const c_char {
    text.map_or(std::ptr::null(), |text| text.as_ptr())
}

/// `setlocale`: what the locale is, or has become.
pub fn set(category: i32, locale: Option<&CString>) -> Option<Vec<u8>> {
    // SAFETY: the text ends in NUL. The interpreter's thread is the only one that asks for the locale.
    copied(unsafe { libc::setlocale(category, pointer(locale)) })
}

/// How numbers and money are written.
#[derive(Clone, Debug)]
pub struct Conventions {
    /// The texts, with their names.
    pub texts: Vec<(&'static str, Vec<u8>)>,
    /// The numbers.
    pub numbers: Vec<(&'static str, c_char)>,
    /// Sizes of groups of digits, of money and of other numbers.
    pub groupings: [Vec<u8>; 2],
}

/// `localeconv`.
pub fn conventions() -> Conventions {
    // SAFETY: it gives a structure that stays until the next call.
    let found = unsafe { &*libc::localeconv() };
    let text = |name, text| (name, copied(text).unwrap_or_default());
    Conventions {
        texts: vec![
            text("decimal_point", found.decimal_point),
            text("thousands_sep", found.thousands_sep),
            text("int_curr_symbol", found.int_curr_symbol),
            text("currency_symbol", found.currency_symbol),
            text("mon_decimal_point", found.mon_decimal_point),
            text("mon_thousands_sep", found.mon_thousands_sep),
            text("positive_sign", found.positive_sign),
            text("negative_sign", found.negative_sign),
        ],
        numbers: vec![
            ("int_frac_digits", found.int_frac_digits),
            ("frac_digits", found.frac_digits),
            ("p_cs_precedes", found.p_cs_precedes),
            ("p_sep_by_space", found.p_sep_by_space),
            ("n_cs_precedes", found.n_cs_precedes),
            ("n_sep_by_space", found.n_sep_by_space),
            ("p_sign_posn", found.p_sign_posn),
            ("n_sign_posn", found.n_sign_posn),
        ],
        groupings: [found.mon_grouping, found.grouping].map(|text| copied(text).unwrap_or_default()),
    }
}

/// `nl_langinfo`.
pub fn information(key: i32) -> Vec<u8> {
    // SAFETY: a number.
    copied(unsafe { libc::nl_langinfo(key) }).unwrap_or_default()
}

/// A text as the C library has it in wide characters, which are characters here; it has no NUL.
#[derive(Clone, Debug)]
pub struct Wide(Vec<libc::wchar_t>);

impl Wide {
    /// The text of these characters.
    pub fn new(characters: impl Iterator<Item = u32>) -> Wide {
        Wide(characters.map(u32::cast_signed).chain([0]).collect())
    }

    /// `wcscoll`.
    pub fn compare(&self, other: &Wide) -> i32 {
        // SAFETY: both end in NUL.
        unsafe { library::wcscoll(self.0.as_ptr(), other.0.as_ptr()) }
    }

    /// `wcsxfrm`.
    pub fn transformed(&self) -> Vec<u32> {
        let mut room = self.0.len();
        loop {
            let mut target = vec![0; room];
            // SAFETY: the source ends in NUL, and at most as much as there is room for is written.
            let length = unsafe { library::wcsxfrm(target.as_mut_ptr(), self.0.as_ptr(), room) };
            if length < room {
                target.truncate(length);
                return target.into_iter().map(i32::cast_unsigned).collect();
            }
            room = length + 1;
        }
    }
}

/// `gettext`, `dgettext` and `dcgettext`: the message in another language, or itself.
pub fn translation(domain: Option<&CString>, message: &CString, category: Option<i32>) -> Vec<u8> {
    let text = message.as_ptr();
    // SAFETY: texts that end in NUL, and a number.
    let found = unsafe {
        match category {
            Some(category) => library::dcgettext(pointer(domain), text, category),
            None if domain.is_some() => library::dgettext(pointer(domain), text),
            None => library::gettext(text),
        }
    };
    copied(found).unwrap_or_else(|| message.as_bytes().to_vec())
}

/// `textdomain`.
pub fn domain(domain: Option<&CString>) -> Option<Vec<u8>> {
    // SAFETY: a text that ends in NUL, or null.
    copied(unsafe { library::textdomain(pointer(domain)) })
}

/// `bindtextdomain`.
pub fn bind_domain(domain: &CString, folder: Option<&CString>) -> Option<Vec<u8>> {
    // SAFETY: texts that end in NUL, or null.
    copied(unsafe { library::bindtextdomain(domain.as_ptr(), pointer(folder)) })
}

/// `bind_textdomain_codeset`.
pub fn bind_codeset(domain: &CString, codeset: Option<&CString>) -> Option<Vec<u8>> {
    // SAFETY: texts that end in NUL, or null.
    copied(unsafe { library::bind_textdomain_codeset(domain.as_ptr(), pointer(codeset)) })
}
