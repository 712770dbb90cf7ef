// sync/changeset/block.h: entries as bytes: which records, what happened to their fields, and the words. Plain (what hashes are made of) and packed.
// FORMAT.md, sections 3, 4 and 7. Equal entries under one schema have equal plain bytes. Pure functions, any thread.
#pragma once
#include <span>

#include "sync/changeset/change.h"
#include "sync/changeset/dictionary.h"

namespace changeset {

struct Block {
  std::vector<record::RecordId> ids;  // every record, person and group named, in order of first mention
  base::Bytes ops;
  base::Bytes words;
  bool operator==(const Block&) const = default;
};

inline constexpr size_t kBlockEntriesMax = 65536;
inline constexpr size_t kBlockOpsMax = 262144;
inline constexpr size_t kOpsBytesMax = 8 * 1024 * 1024;  // plain
inline constexpr size_t kWordsBytesMax = 64 * 1024 * 1024;
inline constexpr size_t kProseBytesMax = 256 * 1024;  // words of a block that are coded as prose

// What a block leaves to what stands around it.
struct Start {
  uint64_t sequence = 1;  // of the first entry
  uint64_t device = 0;    // of the first entry
  int64_t unix_s = 0;     // a time near the first entry's
};

Block encode_block(std::span<const Entry> entries, const Start& start, const Schema& schema);
// Errors: Corrupt.
base::Result<std::vector<Entry>> decode_block(const Block& block, const Start& start, const Schema& schema);

// What coding blocks one after the other under one vocabulary has taught so far. Borrows the vocabulary's dictionary.
class Habits {
 public:
  // A small block codes numbers that follow the schema in few contexts when no dictionary has taught them; a `large` one has enough to learn from.
  explicit Habits(const Vocabulary& vocabulary, bool large = false);
  bool tight() const { return tight_; }
  pack::Chances take() { return std::move(chances_); }
  void put_back(pack::Chances learned) { chances_ = std::move(learned); }
  // The dictionary's, which must have one, after reading `window` when first asked for.
  Prose& prose(base::ByteView window);

 private:
  const Dictionary* dictionary_;
  bool tight_;  // contexts that follow the schema are used
  pack::Chances chances_;
  std::optional<Prose> prose_;
};

// The ops of a block in fractions of a bit, and with `prose` its words among them (at most kProseBytesMax). `block` must be one that decodes.
base::Bytes pack_ops(const Block& block, const Start& start, const Schema& schema, Habits& habits, Prose* prose = nullptr);
// `block` has its ids and, unless there is `prose`, its words; its ops are filled in and its entries given. Errors: Corrupt (habits and prose are spent then).
base::Result<std::vector<Entry>> unpack_ops(Block& block, base::ByteView packed, const Start& start, const Schema& schema, Habits& habits, Prose* prose = nullptr);
// Teaches `trainer` the habits of a block.
void learn_ops(const Block& block, const Start& start, const Schema& schema, pack::SymbolTrainer& trainer);

}  // namespace changeset
