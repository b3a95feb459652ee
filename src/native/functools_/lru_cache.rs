//! `functools._lru_cache_wrapper`: a function with its remembered results.
//!
//! ```text
//! cache: dict   key -> result          unbounded
//!               key -> index of a link bounded; links are chained from the least to the most recently used
//! ```
//! The links are not Python objects. The collector sees their keys and results through the wrapper, as in CPython, which
//! has objects for them that the collector does not track. So a result that refers back to the function makes a cycle
//! through the wrapper.

use crate::native::NativeClass;
use crate::object::{
    ClassFlags, Edge, HeapCell, Kind, Layout, OwnDict, Py, References, Release, Slot, Str, Tracer, Value, let_go,
    payload, with_counted,
};
use crate::protocol::{self, number};
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef, Slots};
use crate::types::class_method::{get_dict, set_dict};
use crate::types::dict::Dict;
use crate::types::object::Instance;
use crate::types::{int, method};
use crate::vm::arguments::with_packed;
use crate::vm::{PyResult, Vm, arguments};

/// The declaration of `functools._lru_cache_wrapper`.
pub static SPEC: NativeClass = NativeClass::new(ClassSpec {
    module: "functools",
    flags: ClassFlags::HEAP_TYPE
        .union(ClassFlags::BASE_TYPE)
        .union(ClassFlags::HAS_DICT)
        .union(ClassFlags::WEAK_REFERENCEABLE),
    slots: Slots { new: Some(new), call: Some(call), descr_get: Some(bind_method), ..Slots::EMPTY },
    methods: &[
        NativeDef::none("cache_info", cache_info),
        NativeDef::none("cache_clear", cache_clear),
        NativeDef::none("__reduce__", |vm, this| {
            let name = vm.names.qualname.clone();
            protocol::attribute::get(vm, this, &name)
        }),
        NativeDef::none("__copy__", |_, this| Ok(this.clone())),
        NativeDef::one("__deepcopy__", |_, this, _| Ok(this.clone())),
    ],
    getset: &[GetSet::new("__dict__", get_dict, set_dict)],
    ..ClassSpec::new("_lru_cache_wrapper", Layout::of::<LruCache>())
});

/// The declaration of `functools._lru_list_elem`: CPython's class of the links, which can be seen among the referents.
pub static LINK: NativeClass = NativeClass::new(ClassSpec {
    module: "functools",
    flags: ClassFlags::HEAP_TYPE,
    ..ClassSpec::new("_lru_list_elem", Layout::of::<Instance>())
})
.hidden();

/// How much is remembered.
#[derive(Clone, Copy)]
enum Limit {
    Nothing,
    Results(usize),
    Everything,
}

/// A caching wrapper.
pub struct LruCache {
    chain: HeapCell<Chain>,
    cache: HeapCell<Option<Py<Dict>>>,
    function: HeapCell<Slot>,
    keyword_mark: HeapCell<Slot>,
    link_type: HeapCell<Slot>,
    info_type: HeapCell<Slot>,
    counts: HeapCell<Counts>,
    limit: Limit,
    typed: bool,
}

#[derive(Clone, Copy, Default)]
struct Counts {
    hits: usize,
    misses: usize,
}

/// One remembered result of a bounded cache.
struct Link {
    class: Value,
    key: Value,
    hash: i64,
    result: Value,
    older: Option<usize>,
    newer: Option<usize>,
}

/// The links, by index, and the ends of the chain.
#[derive(Default)]
struct Chain {
    links: Vec<Link>,
    oldest: Option<usize>,
    newest: Option<usize>,
}

impl Chain {
    fn extract(&mut self, index: usize) {
        let (older, newer) = (self.links[index].older.take(), self.links[index].newer.take());
        match older {
            Some(older) => self.links[older].newer = newer,
            None => self.oldest = newer,
        }
        match newer {
            Some(newer) => self.links[newer].older = older,
            None => self.newest = older,
        }
    }

    fn append(&mut self, index: usize) {
        self.links[index].older = self.newest;
        match self.newest {
            Some(newest) => self.links[newest].newer = Some(index),
            None => self.oldest = Some(index),
        }
        self.newest = Some(index);
    }

    fn oldest_first(&self) -> impl Iterator<Item = &Link> {
        std::iter::successors(self.oldest, |&index| self.links[index].newer).map(|index| &self.links[index])
    }
}

impl References for Chain {
    fn trace(&self, _edge: Edge<'_>, tracer: &mut Tracer<'_>) {
        for link in self.oldest_first() {
            link.key.trace(Edge::Internal("key"), tracer);
            link.result.trace(Edge::Internal("result"), tracer);
            link.class.trace(Edge::Internal("class"), tracer);
        }
    }

    fn release(self, sink: &mut Release) {
        // The oldest first.
        let mut links: Vec<Option<Link>> = self.links.into_iter().map(Some).collect();
        let mut next = self.oldest;
        while let Some(link) = next.and_then(|index| links[index].take()) {
            next = link.newer;
            link.key.release(sink);
            link.result.release(sink);
            link.class.release(sink);
        }
    }
}

payload! { LruCache: AtBirth, size 152, own_dict OwnDict::Last;
    traverse { chain, cache, function, keyword_mark, link_type, info_type }
    dealloc { cache, function, keyword_mark, link_type, info_type, chain }
    clear(this, heap) {
        let chain = this.chain.take(heap);
        this.cache.set(heap, None);
        this.function.set(heap, None);
        this.keyword_mark.set(heap, None);
        this.link_type.set(heap, None);
        this.info_type.set(heap, None);
        let_go(|sink| chain.release(sink));
    }
}

fn new(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let parameters = "user_function, maxsize, typed, cache_info_type";
    let bound = arguments::bind(vm, "_lru_cache_wrapper", parameters, arguments)?;
    let [Some(function), Some(maxsize), Some(typed), Some(info_type)] = &bound[..] else {
        return Err(vm.type_error("_lru_cache_wrapper() takes 4 arguments"));
    };
    if vm.class_of(function).slots(&vm.heap).call.is_none() {
        return Err(vm.type_error("the first argument must be callable"));
    }
    let limit = if maxsize.is_none() {
        Limit::Everything
    } else if number::has_index(vm, maxsize) {
        match usize::try_from(number::size_index(vm, maxsize)?) {
            Ok(0) | Err(_) => Limit::Nothing,
            Ok(count) => Limit::Results(count),
        }
    } else {
        return Err(vm.type_error("maxsize should be integer or None"));
    };
    let typed = protocol::is_true(vm, typed)?;
    let cache = vm.new_dict();
    let mark = keyword_mark(vm)?;
    let link_type = LINK.of(vm).into_value();
    let payload = LruCache {
        chain: HeapCell::new(Chain::default()),
        cache: HeapCell::new(Some(cache)),
        function: HeapCell::new(Some(function.clone())),
        keyword_mark: HeapCell::new(Some(mark)),
        link_type: HeapCell::new(Some(link_type)),
        info_type: HeapCell::new(Some(info_type.clone())),
        counts: HeapCell::new(Counts::default()),
        limit,
        typed,
    };
    Ok(vm.heap.alloc(class, payload).into_value())
}

/// The object that stands between positional and keyword arguments in a key.
fn keyword_mark(vm: &mut Vm) -> PyResult {
    let object = vm.types.object.to_value();
    protocol::call(vm, &object, &[])
}

/// A method of what is found in a class: the object itself with an instance in front of the arguments.
pub(super) fn bind_method(vm: &mut Vm, this: &Value, instance: Option<&Value>, _owner: &Value) -> PyResult {
    Ok(match instance {
        None => this.clone(),
        Some(instance) => method::new(vm, this.clone(), instance.clone()),
    })
}

/// One str or int is its own key; else a tuple of the arguments, a mark, names and values, and the types if asked.
fn make_key(vm: &mut Vm, cache: &LruCache, arguments: Arguments<'_>) -> Value {
    if let [only] = arguments.values
        && arguments.names.is_empty()
        && !cache.typed
        && (vm.is_exactly(only, &vm.types.str) || vm.is_exactly(only, &vm.types.int))
    {
        return only.clone();
    }
    let mut key = arguments.positional().to_vec();
    if !arguments.names.is_empty() {
        key.extend(cache.keyword_mark.get(&vm.heap).clone());
        for (name, value) in arguments.keywords() {
            key.extend([name.clone(), value.clone()]);
        }
    }
    if cache.typed {
        key.extend(arguments.values.iter().map(|value| vm.class_of(value).to_value()));
    }
    debug_assert!(arguments.names.iter().all(Value::has::<Str>));
    vm.new_tuple(key).into_value()
}

fn call(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult {
    let cache = this.expect::<LruCache>();
    let is_own_key = matches!(arguments.values, [only] if only.has::<Str>() || only.kind() == Some(Kind::Int) || only.as_small_int().is_some());
    if arguments.names.is_empty() && !cache.typed && !is_own_key && !matches!(cache.limit, Limit::Nothing) {
        // The tuple of the arguments is the key.
        return call_cached(vm, this, arguments);
    }
    // Where there are names, all are unpacked for the function.
    let unpacked = if arguments.names.is_empty() { &[][..] } else { arguments.values };
    with_counted(unpacked, || with_packed(vm, arguments, |vm| call_cached(vm, this, arguments)))
}

fn call_cached(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult {
    let this = this.expect::<LruCache>().clone();
    let (Some(cache), Some(function)) = (this.cache.get(&vm.heap).clone(), this.function.get(&vm.heap).clone()) else {
        // Only the collector's clearing leaves a wrapper without them.
        return Err(vm.type_error("'NoneType' object is not callable"));
    };
    if matches!(this.limit, Limit::Nothing) {
        this.counts.get_mut(&mut vm.heap).misses += 1;
        return protocol::call_args(vm, &function, arguments);
    }
    let key = make_key(vm, &this, arguments);
    let hash = protocol::hash(vm, &key)?;
    if let Some(found) = lookup(vm, &cache, &key, hash)? {
        let result = match this.limit {
            Limit::Results(_) => use_link(vm, &this, &found),
            _ => Some(found),
        };
        if let Some(result) = result {
            this.counts.get_mut(&mut vm.heap).hits += 1;
            return Ok(result);
        }
    }
    this.counts.get_mut(&mut vm.heap).misses += 1;
    let result = protocol::call_args(vm, &function, arguments)?;
    match this.limit {
        Limit::Results(most) => remember(vm, &this, &cache, key, hash, &result, most)?,
        _ => drop(cache.set_hashed(vm, key, hash, result.clone())?),
    }
    Ok(result)
}

fn lookup(vm: &mut Vm, cache: &Py<Dict>, key: &Value, hash: i64) -> PyResult<Slot> {
    let found = cache.find(vm, key, hash)?;
    Ok(found.and_then(|index| cache.table.get(&vm.heap).value_at(index).cloned()))
}

/// The result of the link, which becomes the most recently used.
fn use_link(vm: &mut Vm, this: &LruCache, index: &Value) -> Slot {
    let index = usize::try_from(index.as_small_int()?).ok()?;
    let chain = this.chain.get_mut(&mut vm.heap);
    let result = chain.links.get(index)?.result.clone();
    chain.extract(index);
    chain.append(index);
    Some(result)
}

/// Stores the result in a bounded cache, in the place of the least recently used one if the cache is full.
fn remember(
    vm: &mut Vm,
    this: &LruCache,
    cache: &Py<Dict>,
    key: Value,
    hash: i64,
    result: &Value,
    most: usize,
) -> PyResult<()> {
    if lookup(vm, cache, &key, hash)?.is_some() {
        // The call itself has stored a result for the key meanwhile.
        return Ok(());
    }
    let class = LINK.of(vm).into_value();
    let full = cache.len(&vm.heap) >= most;
    let oldest = this.chain.get(&vm.heap).oldest.filter(|_| full);
    let Some(index) = oldest else {
        let chain = this.chain.get_mut(&mut vm.heap);
        let index = chain.links.len();
        chain.links.push(Link { class, key: key.clone(), hash, result: result.clone(), older: None, newer: None });
        chain.append(index);
        return cache.set_hashed(vm, key, hash, Value::index(index)).map(drop);
    };
    let chain = this.chain.get_mut(&mut vm.heap);
    chain.extract(index);
    let (old_key, old_hash) = (chain.links[index].key.clone(), chain.links[index].hash);
    let Some(position) = cache.find(vm, &old_key, old_hash)? else {
        return Ok(());
    };
    cache.keys_version.set(0);
    let removed = cache.table.get_mut(&mut vm.heap).remove_at(position);
    let chain = this.chain.get_mut(&mut vm.heap);
    if index >= chain.links.len() {
        return Ok(());
    }
    let link = Link { class, key: key.clone(), hash, result: result.clone(), older: None, newer: None };
    let old = std::mem::replace(&mut chain.links[index], link);
    let stored = cache.set_hashed(vm, key, hash, Value::index(index));
    let chain = this.chain.get_mut(&mut vm.heap);
    if index < chain.links.len() {
        chain.append(index);
    }
    drop(removed);
    drop(old_key);
    drop(old);
    stored.map(drop)
}

fn cache_info(vm: &mut Vm, this: &Value) -> PyResult {
    let this = this.expect::<LruCache>().clone();
    let Some(info_type) = this.info_type.get(&vm.heap).clone() else { return Ok(Value::NONE) };
    let counts = *this.counts.get(&vm.heap);
    let size = this.cache.get(&vm.heap).as_ref().map_or(0, |cache| cache.len(&vm.heap));
    let most = match this.limit {
        Limit::Nothing => Value::index(0),
        Limit::Results(most) => int::from_usize(vm, most),
        Limit::Everything => Value::NONE,
    };
    let values = [Value::index(counts.hits), Value::index(counts.misses), most, Value::index(size)];
    protocol::call(vm, &info_type, &values)
}

fn cache_clear(vm: &mut Vm, this: &Value) -> PyResult {
    let this = this.expect::<LruCache>();
    let chain = this.chain.take(&mut vm.heap);
    *this.counts.get_mut(&mut vm.heap) = Counts::default();
    if let Some(cache) = this.cache.get(&vm.heap).clone() {
        cache.clear_entries(&mut vm.heap);
    }
    let_go(|sink| chain.release(sink));
    Ok(Value::NONE)
}
