//! Addresses as texts and as bytes.

use std::net::{Ipv4Addr, Ipv6Addr};

use nix::errno::Errno;
use nix::libc;

use crate::native::posix::arguments::failed;
use crate::object::{Str, Value};
use crate::protocol::number;
use crate::types::{bytes, exception};
use crate::vm::{PyResult, Raised, Vm};

fn refuse(vm: &mut Vm, message: &str) -> Raised {
    let text = vm.new_str(message).into_value();
    let class = vm.types.os_error.clone();
    let error = exception::new(vm, &class, vec![text]);
    vm.raise(error)
}

fn text(vm: &mut Vm, place: &str, value: &Value) -> PyResult<String> {
    match value.cast::<Str>() {
        Some(text) if text.as_bytes().contains(&0) => Err(vm.value_error("embedded null character")),
        Some(text) => Ok(text.to_string_lossy().into_owned()),
        None => {
            let class = vm.class_name(value);
            Err(vm.type_error(format!("{place} must be str, not {class}")))
        }
    }
}

/// One to four numbers in C's notations, the last of which fills what the others leave.
fn loose(text: &str) -> Option<u32> {
    let text = text.split_ascii_whitespace().next().filter(|first| text.starts_with(first))?;
    let parts: Vec<&str> = text.split('.').collect();
    let mut numbers = Vec::new();
    for part in &parts {
        let (digits, base) = match part.as_bytes() {
            [b'0', b'x' | b'X', ..] => (&part[2..], 16),
            [b'0', _, ..] => (&part[1..], 8),
            _ => (*part, 10),
        };
        if digits.starts_with('+') {
            return None;
        }
        numbers.push(u32::from_str_radix(digits, base).ok()?);
    }
    let (&last, first) = numbers.split_last()?;
    if first.len() > 3 || first.iter().any(|&number| number > 255) {
        return None;
    }
    let left = 32 - 8 * first.len() as u32;
    if left < 32 && last >> left != 0 {
        return None;
    }
    let high = first.iter().fold(0, |sum, number| (sum << 8) | number);
    Some(if left == 32 { last } else { (high << left) | last })
}

/// `inet_aton(ip_addr)`
pub fn from_loose_text(vm: &mut Vm, _: &Value, value: &Value) -> PyResult {
    let text = text(vm, "inet_aton() argument", value)?;
    match loose(&text) {
        Some(address) => Ok(bytes::new(vm, address.to_be_bytes())),
        None => Err(refuse(vm, "illegal IP address string passed to inet_aton")),
    }
}

/// `inet_ntoa(packed_ip)`
pub fn to_text(vm: &mut Vm, _: &Value, value: &Value) -> PyResult {
    let data = bytes::required(vm, value)?;
    match <[u8; 4]>::try_from(data.as_slice()) {
        Ok(address) => Ok(vm.new_str(Ipv4Addr::from(address).to_string()).into_value()),
        Err(_) => Err(refuse(vm, "packed IP wrong length for inet_ntoa")),
    }
}

/// `inet_pton(address_family, ip_string)`
pub fn from_text_of_family(vm: &mut Vm, _: &Value, values: &[Value]) -> PyResult {
    let family = number::int_argument(vm, &values[0])?;
    let text = text(vm, "inet_pton() argument 2", &values[1])?;
    let address = match family {
        libc::AF_INET => text.parse().ok().map(|address: Ipv4Addr| address.octets().to_vec()),
        libc::AF_INET6 => text.parse().ok().map(|address: Ipv6Addr| address.octets().to_vec()),
        _ => return Err(failed(vm, Errno::EAFNOSUPPORT)),
    };
    match address {
        Some(address) => Ok(bytes::new(vm, address)),
        None => Err(refuse(vm, "illegal IP address string passed to inet_pton")),
    }
}

/// `inet_ntop(address_family, packed_ip)`
pub fn to_text_of_family(vm: &mut Vm, _: &Value, values: &[Value]) -> PyResult {
    let family = number::int_argument(vm, &values[0])?;
    let data = bytes::required(vm, &values[1])?;
    let text = match family {
        libc::AF_INET => <[u8; 4]>::try_from(data).map(|address| Ipv4Addr::from(address).to_string()),
        libc::AF_INET6 => <[u8; 16]>::try_from(data).map(shown),
        _ => return Err(vm.value_error(format!("unknown address family {family}"))),
    };
    match text {
        Ok(text) => Ok(vm.new_str(text).into_value()),
        Err(_) => Err(vm.value_error("invalid length of packed IP address string")),
    }
}

/// As the C library shows it: behind twelve bytes of zeros an old address too.
fn shown(address: [u8; 16]) -> String {
    let (zeros, [a, b, c, d]) = (&address[..12], [address[12], address[13], address[14], address[15]]);
    if zeros.iter().all(|&byte| byte == 0) && (a != 0 || b != 0) {
        return format!("::{}", Ipv4Addr::new(a, b, c, d));
    }
    Ipv6Addr::from(address).to_string()
}
