//! Nodes by the schema: from Python objects, with CPython's complaints about those that are none, and to Python objects.

use std::rc::Rc;

use ouropy_grammar::MAX_DEPTH;
use ouropy_grammar::ast::Span;

use super::classes::{Classes, PLACES};
use super::object;
use super::schema::{Field, Form, Group, Kind, Places, Quantity, Type};
use crate::object::{Py, Str, Value};
use crate::protocol::{attribute, number, recursion};
use crate::types::bytes::Bytes;
use crate::types::int;
use crate::types::list::List;
use crate::vm::{PyResult, Raised, Vm};

/// A node of a tree.
pub struct Node {
    /// Its constructor.
    pub kind: Kind,
    /// `lineno`, `col_offset`, `end_lineno`, `end_col_offset`.
    pub place: [i32; 4],
    /// One for each field; fewer if the last ones are absent.
    pub items: Vec<Item>,
    /// Levels from here to the deepest leaf.
    pub depth: u32,
}

/// What a field holds.
pub enum Item {
    /// None.
    Absent,
    /// A node.
    Node(Box<Node>),
    /// A list.
    List(Vec<Item>),
    /// An identifier or string.
    Text(Rc<str>),
    /// An int.
    Int(i32),
    /// A constant.
    Value(Value),
}

impl Node {
    /// A node at a place of the text.
    pub fn at(kind: Kind, span: Span, items: Vec<Item>) -> Item {
        let place = [span.line, span.column, span.end_line, span.end_column].map(u32::cast_signed);
        Item::Node(Box::new(Node { kind, place, items, depth: 0 }))
    }

    /// A node without a place.
    pub fn placeless(kind: Kind, items: Vec<Item>) -> Item {
        Item::Node(Box::new(Node { kind, place: [0; 4], items, depth: 0 }))
    }

    /// Its place in the text.
    pub fn span(&self) -> Span {
        let [line, column, end_line, end_column] = self.place.map(|number| u32::try_from(number).unwrap_or(0));
        Span { line, column, end_line, end_column }
    }

    /// The field of that index.
    pub fn item(&self, index: usize) -> &Item {
        self.items.get(index).unwrap_or(&Item::Absent)
    }

    /// The node in the field of that index.
    pub fn child(&self, index: usize) -> Option<&Node> {
        self.item(index).node()
    }

    /// The list in the field of that index.
    pub fn list(&self, index: usize) -> &[Item] {
        if let Item::List(items) = self.item(index) { items } else { &[] }
    }
}

impl Item {
    /// The node it is.
    pub fn node(&self) -> Option<&Node> {
        if let Item::Node(node) = self { Some(node) } else { None }
    }

    fn depth(&self) -> u32 {
        match self {
            Item::Node(node) => node.depth,
            Item::List(items) => items.iter().map(Item::depth).max().unwrap_or(0),
            _ => 0,
        }
    }
}

/// Reads Python objects as nodes.
pub struct Reader<'a> {
    /// The interpreter.
    pub vm: &'a mut Vm,
    /// Its classes.
    pub classes: Rc<Classes>,
}

impl Reader<'_> {
    /// The node that an object is. TypeError or ValueError where it is none of the type.
    pub fn node(&mut self, group: Group, value: &Value) -> PyResult<Item> {
        let spec = group.spec();
        if spec.form == Form::Product {
            let items = self.fields(group.spec().kinds[0], value)?;
            let place = self.place(group, value)?;
            return self.finish(group.spec().kinds[0], place, items);
        }
        if value.is_none() {
            return Ok(Item::Absent);
        }
        let place = self.place(group, value)?;
        for kind in spec.kinds {
            let class = self.classes.kind(*kind).class.clone();
            if self.vm.is_instance_of(value, &class) {
                let items = self.fields(*kind, value)?;
                return self.finish(*kind, place, items);
            }
        }
        let shown = crate::protocol::repr(self.vm, value)?.to_string_lossy().into_owned();
        Err(self.vm.type_error(format!("expected some sort of {}, but got {shown}", spec.name)))
    }

    fn finish(&mut self, kind: Kind, place: [i32; 4], items: Vec<Item>) -> PyResult<Item> {
        for (item, (field, _)) in items.iter().zip(&Rc::clone(&self.classes).kind(kind).fields) {
            if field.quantity == Quantity::One && matches!(item, Item::Absent) {
                let text = format!("field '{}' is required for {}", field.name, kind.spec().name);
                return Err(self.vm.value_error(text));
            }
        }
        let depth = 1 + items.iter().map(Item::depth).max().unwrap_or(0);
        if depth > MAX_DEPTH {
            return Err(self.vm.recursion_error("maximum recursion depth exceeded during compilation"));
        }
        Ok(Item::Node(Box::new(Node { kind, place, items, depth })))
    }

    fn place(&mut self, group: Group, value: &Value) -> PyResult<[i32; 4]> {
        let mut place = [0; 4];
        if group.spec().places == Places::Nowhere {
            return Ok(place);
        }
        for index in 0..4 {
            let name = self.classes.places[index].clone();
            let may_lack = index >= 2 && group.spec().places == Places::Begin;
            place[index] = match attribute::get_optional(self.vm, value, &name)? {
                None if may_lack => place[index - 2],
                Some(none) if may_lack && none.is_none() => place[index - 2],
                None => return Err(self.missing(PLACES[index], group.spec().name)),
                Some(number) => self.int(&number)?,
            };
        }
        Ok(place)
    }

    fn missing(&mut self, field: &str, of: &str) -> Raised {
        self.vm.type_error(format!("required field \"{field}\" missing from {of}"))
    }

    fn fields(&mut self, kind: Kind, value: &Value) -> PyResult<Vec<Item>> {
        let classes = Rc::clone(&self.classes);
        let fields = &classes.kind(kind).fields;
        let mut items = Vec::with_capacity(fields.len());
        for (field, name) in fields {
            let found = attribute::get_optional(self.vm, value, name)?;
            items.push(match (field.quantity, found) {
                (Quantity::Many | Quantity::ManyOptional, None) => Item::List(Vec::new()),
                (Quantity::Many | Quantity::ManyOptional, Some(found)) => self.list(kind, *field, &found)?,
                (Quantity::Optional, None) => Self::absent(*field),
                (Quantity::Optional, Some(found)) if found.is_none() => Self::absent(*field),
                (_, Some(found)) => {
                    recursion::check(self.vm, &format!(" while traversing '{}' node", kind.spec().name))?;
                    self.one(field.of, &found)?
                }
                (Quantity::One, None) => return Err(self.missing(field.name, kind.spec().name)),
            });
        }
        Ok(items)
    }

    fn absent(field: Field) -> Item {
        if field.of == Type::Int { Item::Int(0) } else { Item::Absent }
    }

    fn list(&mut self, kind: Kind, field: Field, found: &Value) -> PyResult<Item> {
        let (owner, name) = (kind.spec().name, field.name);
        let Some(list) = found.cast::<List>().cloned() else {
            let class = self.vm.class_name(found);
            return Err(self.vm.type_error(format!("{owner} field \"{name}\" must be a list, not a {class}")));
        };
        let count = list.items.get(&self.vm.heap).len();
        let mut items = Vec::with_capacity(count);
        recursion::check(self.vm, &format!(" while traversing '{owner}' node"))?;
        for index in 0..count {
            if let Some(item) = list.items.get(&self.vm.heap).get(index).cloned() {
                items.push(self.one(field.of, &item)?);
            }
            if list.items.get(&self.vm.heap).len() != count {
                let text = format!("{owner} field \"{name}\" changed size during iteration");
                return Err(self.vm.runtime_error(text));
            }
        }
        Ok(Item::List(items))
    }

    fn one(&mut self, of: Type, value: &Value) -> PyResult<Item> {
        match of {
            Type::Node(group) => self.node(group, value),
            Type::Constant => Ok(Item::Value(value.clone())),
            Type::Int => Ok(Item::Int(self.int(value)?)),
            Type::Identifier | Type::Str if value.is_none() => Ok(Item::Absent),
            Type::Identifier => self.text(value, "AST identifier must be of type str"),
            Type::Str if self.vm.is_exactly(value, &self.vm.types.bytes) => {
                let text = String::from_utf8_lossy(&value.expect::<Bytes>().data).into_owned();
                Ok(Item::Text(text.into()))
            }
            Type::Str => self.text(value, "AST string must be of type str"),
        }
    }

    fn text(&mut self, value: &Value, refusal: &str) -> PyResult<Item> {
        let Some(text) = value.cast::<Str>().filter(|_| self.vm.is_exactly(value, &self.vm.types.str)) else {
            return Err(self.vm.type_error(refusal));
        };
        if let Some(text) = text.as_str() {
            return Ok(Item::Text(text.into()));
        }
        let text = text.clone();
        match crate::types::codec::encode(self.vm, &text, None, None) {
            Ok(_) => Err(self.vm.type_error(refusal)),
            Err(raised) => Err(raised),
        }
    }

    fn int(&mut self, value: &Value) -> PyResult<i32> {
        if !self.vm.is_instance_of(value, &self.vm.types.int) {
            let shown = crate::protocol::repr(self.vm, value)?.to_string_lossy().into_owned();
            return Err(self.vm.value_error(format!("invalid integer value: {shown}")));
        }
        number::int_argument(self.vm, value)
    }
}

/// The Python object of a field.
pub fn write(vm: &mut Vm, classes: &Classes, field: Field, item: &Item) -> PyResult {
    match item {
        Item::Absent => Ok(Value::NONE),
        Item::Value(value) => Ok(value.clone()),
        Item::Int(number) => Ok(int::from_i64(vm, i64::from(*number))),
        Item::Text(text) if field.of == Type::Identifier => Ok(vm.intern(text).into_value()),
        Item::Text(text) => Ok(vm.new_str(&**text).into_value()),
        Item::List(items) => {
            let mut written = Vec::with_capacity(items.len());
            for item in items {
                written.push(write(vm, classes, field, item)?);
            }
            Ok(List::create(vm, written).into_value())
        }
        Item::Node(node) => write_node(vm, classes, node),
    }
}

/// The Python object of a node.
pub fn write_node(vm: &mut Vm, classes: &Classes, node: &Node) -> PyResult {
    recursion::check(vm, " during  ast construction")?;
    let kind = classes.kind(node.kind);
    if let Some(only) = &kind.only {
        return Ok(only.clone());
    }
    let object = object::create(vm, &kind.class);
    let put = |vm: &mut Vm, name: &Py<Str>, value: Value| {
        let attributes = attribute::instance_dict(vm, &object);
        drop(attributes.set_str(vm, name, value));
    };
    for (index, (field, name)) in kind.fields.iter().enumerate() {
        let value = match node.items.get(index) {
            Some(item) => write(vm, classes, *field, item)?,
            None if field.quantity == Quantity::Many => List::create(vm, Vec::new()).into_value(),
            None => Value::NONE,
        };
        put(vm, name, value);
    }
    if node.kind.spec().group.spec().places != Places::Nowhere {
        for (name, number) in classes.places.iter().zip(node.place) {
            let number = int::from_i64(vm, i64::from(number));
            put(vm, name, number);
        }
    }
    Ok(object)
}
