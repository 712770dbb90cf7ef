// sync/changeset/dictionary.h: words (for zstd), habits (for the symbol coder) and a text (for prose) both ends have. Shipped in assets/dictionaries/, made by train() from invented text only, named
// by its hash in every frame. FORMAT.md, section 2.
#pragma once
#include <memory>

#include "platform/pack/symbols.h"
#include "sync/changeset/prose.h"
#include "sync/changeset/schema.h"

namespace changeset {

inline constexpr size_t kDictionaryBytesMax = 1024 * 1024;

// Immutable once made; any thread.
class Dictionary {
 public:
  // The empty dictionary.
  Dictionary() = default;
  // `schema`: whose numbers the habits are about. `text`: pieces, a zero between two; empty: it teaches no prose. At most kDictionaryBytesMax.
  Dictionary(const ContextId& schema, pack::Primer ops, base::Bytes words, std::string_view text = {});
  // Errors: Corrupt, TooNew.
  static base::Result<Dictionary> decode(base::ByteView bytes);
  base::Bytes encode() const;

  const ContextId& id() const { return id_; }
  const ContextId& schema() const { return schema_; }
  const pack::Primer& ops() const { return ops_; }
  base::ByteView words() const { return words_; }  // a zstd dictionary
  const Prose* prose() const { return prose_.get(); }  // null: it teaches none

 private:
  ContextId id_{}, schema_{};
  pack::Primer ops_;
  base::Bytes words_, text_;  // the text packed
  std::shared_ptr<const Prose> prose_;
};

// What a frame was written under. Never null.
struct Vocabulary {
  std::shared_ptr<const Schema> schema = std::make_shared<const Schema>();
  std::shared_ptr<const Dictionary> dictionary = std::make_shared<const Dictionary>();
};

// What an end can read. A newer one is added; an older one stays as long as somebody may send it. The empty ones are always there.
class Library {
 public:
  void add(std::shared_ptr<const Schema> schema) { schemas_[number_of(schema->id())] = std::move(schema); }
  void add(std::shared_ptr<const Dictionary> dictionary) { dictionaries_[number_of(dictionary->id())] = std::move(dictionary); }
  void add(const Vocabulary& vocabulary) { add(vocabulary.schema), add(vocabulary.dictionary); }
  // Absent when either is not held.
  std::optional<Vocabulary> find(const ContextId& schema, const ContextId& dictionary) const;

 private:
  static uint64_t number_of(const ContextId& id) { return base::Reader(id).u64(); }
  std::unordered_map<uint64_t, std::shared_ptr<const Schema>> schemas_{{0, std::make_shared<const Schema>()}};
  std::unordered_map<uint64_t, std::shared_ptr<const Dictionary>> dictionaries_{{0, std::make_shared<const Dictionary>()}};
};

}  // namespace changeset
