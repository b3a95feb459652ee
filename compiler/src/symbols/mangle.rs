//! Private names of classes.

use std::rc::Rc;

/// `__name` inside `class C` is `_C__name`. Names that end in two underscores, contain a dot or stand in a class
/// whose name is only underscores stay as they are.
pub fn mangle(class: Option<&str>, name: &Rc<str>) -> Rc<str> {
    match class {
        Some(class) if name.starts_with("__") && !name.ends_with("__") && !name.contains('.') => {
            let class = class.trim_start_matches('_');
            if class.is_empty() { name.clone() } else { format!("_{class}{name}").into() }
        }
        _ => name.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::mangle;

    #[test]
    fn only_private_names_change() {
        let mangled = |class, name: &str| mangle(class, &name.into()).to_string();
        assert_eq!(mangled(Some("_Klass"), "__x"), "_Klass__x");
        assert_eq!(mangled(Some("__"), "__x"), "__x");
        assert_eq!(mangled(Some("C"), "__x__"), "__x__");
        assert_eq!(mangled(Some("C"), "_x"), "_x");
        assert_eq!(mangled(None, "__x"), "__x");
    }
}
