//! `Kind`: one number for each payload type.

/// Makes the enum and the list of its members from their names.
macro_rules! kinds {
    ($($name:ident)*) => {
        /// One number for each payload type, kept in the header so that a downcast is one comparison. The variants are
        /// named as the payload types are.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        #[expect(missing_docs, reason = "each is the payload of the same name")]
        pub enum Kind {
            $($name,)*
        }

        impl Kind {
            /// All of them, in the order of their numbers.
            pub const ALL: &'static [Kind] = &[$(Kind::$name,)*];
        }
    };
}

kinds! {
    AbcData Accumulate AnextAwaitable Array ArrayIterator Ast AttrGetter Batched BufferWrapper Buffered BufferedPair
    ByteArray Bytes BytesIo BytesIoBuffer BytesIterator Bz2Compressor Bz2Decompressor CallableIterator Capsule Cell Chain CharacterDatabase Class ClassMethod
    ClassMethodDescriptor Code Combinations CombinationsWithReplacement Complex Compress ConstEvaluator Context
    ContextItems ContextNode ContextTable ContextVar CoroutineWrapper Count CsvDialect CsvReader CsvWriter Cycle Date DateTime
    Deque DequeIterator Dict DictIterator DictView DirEntry DropWhile EncodingMap Enumerate EpollObject Exception FileIo Filter FilterFalse Float Frame
    FrameLocals FrozenSet Function Generator GenericAlias GenericAliasIterator GetSetDescriptor GroupBy Grouper Hash HeapCounts Hmac ISlice
    Instance Int Interpolation
    ItemGetter JsonEncoder JsonScanner KeyWrapper LeakReport List ListIterator Lock LongRangeIterator LruCache LzmaCompressor LzmaDecompressor ManagedBuffer Map MappingProxy Match MemoProxy
    MemoryIterator MemoryView Method MethodCaller MethodDescriptor MethodWrapper MissingToken Mmap Module MultibyteCodec MultibyteIncrementalDecoder
    MultibyteIncrementalEncoder MultibyteStreamReader MultibyteStreamWriter Namespace NativeFunction
    NewlineDecoder OrderedIterator Pairwise ParamSpec ParamSpecPart Partial Pattern Permutations PickleBuffer PickleStack Pickler Placeholder PollObject Product
    Property Random Range RangeIterator Repeat ReverseListIterator Reversed ScandirIterator Scanner SequenceIterator Set SetIterator SimpleQueue Slice
    SlotWrapper SocketObject StarMap StaticMethod Step Str StrIterator StringIo Structure Substitution Super SymbolBlock TakeWhile Tee TeeData Template
    TemplateIterator TextDecoder TextEncoder TextIo ThreadHandle Time TimeDelta TimeZone Token TokenizerIter Traceback Tuple
    TupleGetter TupleIterator TypeAlias TypeVar TypeVarTuple Union UnpackIterator Unpickler
    WeakRef Wrapped XmlParser Zip ZipLongest ZlibCompress ZlibDecompress ZlibDecompressor
}

/// A kind as a type: what has its number.
pub struct KindOf<const NUMBER: u8>;

/// Names the payload type of a kind. [`payload!`](super::payload) implements it for the kind's number, and the compiler
/// refuses a second implementation: no two types can claim one kind.
pub trait OfKind {
    /// The type.
    type Payload;
}
