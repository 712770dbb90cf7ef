#include "sync/changeset/block.h"

#include "platform/base/check.h"
#include "sync/changeset/walk.h"

namespace changeset {
namespace {

class PlainSource {
 public:
  explicit PlainSource(base::ByteView bytes) : in_(bytes) {}
  uint64_t symbol(pack::SymbolContext) { return in_.varint(); }
  uint64_t number(pack::SymbolContext) { return in_.varint(); }
  uint64_t bits(int) { return in_.varint(); }
  uint64_t bits64() { return in_.varint(); }
  bool ok() const { return in_.ok(); }
  bool done() const { return in_.done(); }

 private:
  base::Reader in_;
};

// Tells a coder (or a trainer) everything that is read.
template <class Coder>
class HeardSource {
 public:
  HeardSource(base::ByteView bytes, Coder& coder) : plain_(bytes), coder_(coder) {}
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
  bool ok() const { return plain_.ok(); }
  bool done() const { return plain_.done(); }

 private:
  PlainSource plain_;
  Coder& coder_;
};

// Writes the plain bytes of everything it reads.
class PackedSource {
 public:
  explicit PackedSource(pack::SymbolDecoder& in) : in_(in) {}
  uint64_t symbol(pack::SymbolContext where) { return keep(in_.get_symbol(where)); }
  uint64_t number(pack::SymbolContext where) { return keep(in_.get_number(where)); }
  uint64_t bits(int count) { return keep(in_.get_bits(count)); }
  uint64_t bits64() {
    const uint64_t high = in_.get_bits(32);
    return keep(high << 32 | in_.get_bits(32));
  }
  bool ok() const { return plain_.size() <= kOpsBytesMax; }
  bool done() const { return true; }
  base::Bytes take() { return plain_.take(); }

 private:
  uint64_t keep(uint64_t value) {
    plain_.varint(value);
    return value;
  }
  pack::SymbolDecoder& in_;
  base::Writer plain_;
};

bool trained_on(const Vocabulary& vocabulary) { return vocabulary.dictionary->schema() == vocabulary.schema->id(); }
pack::SymbolContext primed_below(bool trained) { return trained ? pack::kAllPrimed : kPrimedWithoutSchema; }

template <class Source>
base::Result<std::vector<Entry>> walk(const Block& block, const Start& start, const Schema& schema, bool tight, Source& source) {
  std::vector<Entry> entries;
  if (!Walk<Source>(block.ids, block.words, start, schema, tight, source).tell(entries)) return base::fail(base::Fault::Corrupt, "block");
  return entries;
}

}  // namespace

base::Result<std::vector<Entry>> decode_block(const Block& block, const Start& start, const Schema& schema) {
  PlainSource source(block.ops);
  return walk(block, start, schema, false, source);
}

Habits::Habits(const Vocabulary& vocabulary, bool large)
    : tight_(large || trained_on(vocabulary)), chances_(vocabulary.dictionary->ops(), primed_below(trained_on(vocabulary))) {}

base::Bytes pack_ops(const Block& block, const Start& start, const Schema& schema, Habits& habits) {
  pack::SymbolEncoder coder(habits.take());
  HeardSource<pack::SymbolEncoder> source(block.ops, coder);
  CHECK(walk(block, start, schema, habits.tight(), source));
  habits.put_back(coder.take_learned());
  return coder.finish();
}

base::Result<std::vector<Entry>> unpack_ops(Block& block, base::ByteView packed, const Start& start, const Schema& schema, Habits& habits) {
  pack::SymbolDecoder decoder(habits.take(), packed);
  PackedSource source(decoder);
  TRY(std::vector<Entry> entries, walk(block, start, schema, habits.tight(), source));
  block.ops = source.take();
  habits.put_back(decoder.take_learned());
  return entries;
}

void learn_ops(const Block& block, const Start& start, const Schema& schema, pack::SymbolTrainer& trainer) {
  HeardSource<pack::SymbolTrainer> source(block.ops, trainer);
  CHECK(walk(block, start, schema, true, source));
}

}  // namespace changeset
