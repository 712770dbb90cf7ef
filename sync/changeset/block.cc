#include "sync/changeset/block.h"

#include "platform/base/check.h"
#include "sync/changeset/walk.h"

namespace changeset {
namespace {

class PlainSource {
 public:
  PlainSource(base::ByteView ops, base::ByteView words) : in_(ops), words_(words) {}
  uint64_t symbol(pack::SymbolContext) { return in_.varint(); }
  uint64_t number(pack::SymbolContext) { return in_.varint(); }
  uint64_t bits(int) { return in_.varint(); }
  uint64_t bits64() { return in_.varint(); }
  std::string words(Token, size_t bytes_max) {
    const uint64_t size = in_.varint();
    if (size > bytes_max) return in_.fail(), std::string();
    return std::string(base::text_view(words_.bytes(size_t(size))));
  }
  bool ok() const { return in_.ok() && words_.ok(); }
  bool done() const { return in_.done() && words_.done(); }

 private:
  base::Reader in_, words_;
};

void say_words(pack::SymbolEncoder& coder, Prose* prose, Token kind, std::string_view words) {
  prose ? prose->encode(words, kind, coder) : coder.put_number(context(kInLength, kind), words.size());
}
void say_words(pack::SymbolTrainer& trainer, Prose*, Token kind, std::string_view words) { trainer.put_number(context(kInLength, kind), words.size()); }

// Tells a coder (or a trainer) everything that is read.
template <class Coder>
class HeardSource {
 public:
  HeardSource(const Block& block, Prose* prose, Coder& coder) : plain_(block.ops, block.words), prose_(prose), coder_(coder) {}
  uint64_t symbol(pack::SymbolContext where) {
    const uint64_t value = plain_.symbol(where);
    coder_.put_symbol(where, value);
    return value;
  }
  uint64_t number(pack::SymbolContext where) {
    const uint64_t value = plain_.number(where);
    coder_.put_number(where, value);
    return value;
  }
  uint64_t bits(int count) {
    const uint64_t value = plain_.bits(count);
    coder_.put_bits(value, count);
    return value;
  }
  uint64_t bits64() {
    const uint64_t value = plain_.bits64();
    coder_.put_bits(value >> 32, 32);
    coder_.put_bits(value & UINT32_MAX, 32);
    return value;
  }
  std::string words(Token kind, size_t bytes_max) {
    std::string words = plain_.words(kind, bytes_max);
    say_words(coder_, prose_, kind, words);
    return words;
  }
  bool ok() const { return plain_.ok(); }
  bool done() const { return plain_.done(); }

 private:
  PlainSource plain_;
  Prose* prose_;
  Coder& coder_;
};

// Writes the plain bytes of everything it reads. The words are the block's, or, with `prose`, among what is read and become the block's.
class PackedSource {
 public:
  PackedSource(pack::SymbolDecoder& in, Prose* prose, Block& block) : in_(in), prose_(prose), block_(block), words_(block.words) {}
  uint64_t symbol(pack::SymbolContext where) { return keep(in_.get_symbol(where)); }
  uint64_t number(pack::SymbolContext where) { return keep(in_.get_number(where)); }
  uint64_t bits(int count) { return keep(in_.get_bits(count)); }
  uint64_t bits64() {
    const uint64_t high = in_.get_bits(32);
    return keep(high << 32 | in_.get_bits(32));
  }
  std::string words(Token kind, size_t bytes_max) { return prose_ ? hear(kind, bytes_max) : lend(kind, bytes_max); }
  bool ok() const { return ok_ && plain_.size() <= kOpsBytesMax; }
  bool done() const { return prose_ || words_.done(); }
  base::Bytes take() { return plain_.take(); }

 private:
  uint64_t keep(uint64_t value) {
    plain_.varint(value);
    return value;
  }
  std::string lend(Token kind, size_t bytes_max) {
    const uint64_t size = number(context(kInLength, kind));
    if (size <= bytes_max) {
      const base::ByteView words = words_.bytes(size_t(size));
      if (words_.ok()) return std::string(base::text_view(words));
    }
    ok_ = false;
    return {};
  }
  std::string hear(Token kind, size_t bytes_max) {
    auto words = prose_->decode(kind, std::min(bytes_max, kProseBytesMax - block_.words.size()), in_);
    if (!words) return ok_ = false, std::string();
    keep(words->size());
    block_.words.insert(block_.words.end(), words->begin(), words->end());
    return std::move(*words);
  }

  pack::SymbolDecoder& in_;
  Prose* prose_;
  Block& block_;
  base::Reader words_;
  base::Writer plain_;
  bool ok_ = true;
};

bool trained_on(const Vocabulary& vocabulary) { return vocabulary.dictionary->schema() == vocabulary.schema->id(); }
pack::SymbolContext primed_below(bool trained) { return trained ? pack::kAllPrimed : kPrimedWithoutSchema; }

template <class Source>
base::Result<std::vector<Entry>> walk(const Block& block, const Start& start, const Schema& schema, bool tight, Source& source) {
  std::vector<Entry> entries;
  if (!Walk<Source>(block.ids, start, schema, tight, source).tell(entries)) return base::fail(base::Fault::Corrupt, "block");
  return entries;
}

}  // namespace

base::Result<std::vector<Entry>> decode_block(const Block& block, const Start& start, const Schema& schema) {
  PlainSource source(block.ops, block.words);
  return walk(block, start, schema, false, source);
}

Habits::Habits(const Vocabulary& vocabulary, bool large)
    : dictionary_(vocabulary.dictionary.get()), tight_(large || trained_on(vocabulary)), chances_(dictionary_->ops(), primed_below(trained_on(vocabulary))) {}

Prose& Habits::prose(base::ByteView window) {
  if (prose_) return *prose_;
  prose_ = *dictionary_->prose();
  prose_->read(base::text_view(window));
  return *prose_;
}

base::Bytes pack_ops(const Block& block, const Start& start, const Schema& schema, Habits& habits, Prose* prose) {
  pack::SymbolEncoder coder(habits.take());
  HeardSource<pack::SymbolEncoder> source(block, prose, coder);
  CHECK(walk(block, start, schema, habits.tight(), source));
  habits.put_back(coder.take_learned());
  return coder.finish();
}

base::Result<std::vector<Entry>> unpack_ops(Block& block, base::ByteView packed, const Start& start, const Schema& schema, Habits& habits, Prose* prose) {
  pack::SymbolDecoder decoder(habits.take(), packed);
  PackedSource source(decoder, prose, block);
  TRY(std::vector<Entry> entries, walk(block, start, schema, habits.tight(), source));
  block.ops = source.take();
  habits.put_back(decoder.take_learned());
  return entries;
}

void learn_ops(const Block& block, const Start& start, const Schema& schema, pack::SymbolTrainer& trainer) {
  HeardSource<pack::SymbolTrainer> source(block, nullptr, trainer);
  CHECK(walk(block, start, schema, true, source));
}

}  // namespace changeset
