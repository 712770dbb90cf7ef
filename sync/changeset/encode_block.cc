#include <algorithm>
#include <map>
#include <unordered_map>

#include "sync/changeset/atoms.h"
#include "sync/changeset/block.h"
#include "sync/changeset/symbols.h"

namespace changeset {
namespace {

using record::RecordId;
using record::RecordType;

class Encoder {
 public:
  Encoder(std::span<const Entry> entries, const Start& start, const Schema& schema) : entries_(entries), schema_(schema), now_s_(start.unix_s) {}

  Block encode() {
    out_.varint(entries_.size());
    for (size_t i = 0; i < entries_.size(); ++i) add_entry(entries_[i], i == 0 ? nullptr : &entries_[i - 1]);
    return {std::move(ids_), out_.take(), words_.take()};
  }

 private:
  void add_entry(const Entry& entry, const Entry* before) {
    static const std::string kNobody;
    const bool author = entry.author != (before ? before->author : kNobody), group = entry.group != (before ? before->group : kNobody);
    const bool device = before && entry.device != before->device, jump = before && entry.sequence != before->sequence + 1;
    out_.varint(author * kNewAuthor | group * kNewGroup | device * kNewDevice | jump * kJump);
    out_.svarint(entry.unix_s - now_s_);
    now_s_ = entry.unix_s;
    if (author) add_text(entry.author);
    if (group) add_text(entry.group);
    if (device) out_.varint(entry.device);
    if (jump) out_.svarint(int64_t(entry.sequence - before->sequence));
    out_.varint(entry.ops.size());
    for (const Op& op : entry.ops) add_op(op);
  }

  void add_op(const Op& op) {
    add_place(op);
    add_field(op);
    std::visit([&](const auto& what) { add_what(what); }, op.what);
  }

  // 0: a record not named before; n: the n-th of those named, most recently changed first.
  void add_place(const Op& op) {
    const std::pair<RecordId, RecordType> record{op.id, op.type};
    const auto found = std::find(recent_.begin(), recent_.end(), record);
    if (found != recent_.end()) {
      out_.varint(uint64_t(found - recent_.begin()) + 1);
      std::rotate(recent_.begin(), found, found + 1);
      return;
    }
    out_.varint(0);
    out_.varint(uint16_t(op.type));
    add_id(op.id);
    recent_.insert(recent_.begin(), record);
  }

  // 0: the next id not mentioned before; n: the n-th mentioned, counted back from the last.
  void add_id(const RecordId& id) {
    const auto [found, added] = id_numbers_.emplace(id, ids_.size());
    out_.varint(added ? 0 : ids_.size() - found->second);
    if (added) ids_.push_back(id);
  }

  void add_field(const Op& op) {
    const PathParts parts = take_apart_path(op.path);
    if (const auto number = schema_.name_number(op.type, parts.name)) {
      out_.varint(*number);
    } else {
      auto& names = local_names_[op.type];
      const auto [found, added] = names.emplace(parts.name, names.size());
      out_.varint(schema_.name_count(op.type) + found->second);
      if (added) add_words(parts.name);
    }
    for (const std::string& key : parts.keys) add_text(key);
  }

  // Characters: an atom, an id, a date, or themselves.
  void add_text(const std::string& text) {
    RecordId id;
    if (const auto atom = schema_.atom_number(text)) {
      out_.varint(kAtom + *atom);
    } else if (record::parse_record_id(text, id) && record::to_string(id) == text) {
      out_.varint(kId);
      add_id(id);
    } else if (const auto days = days_of(text)) {
      out_.varint(kDate);
      out_.svarint(*days - now_s_ / 86400);
    } else {
      out_.varint(kLiteral);
      add_words(text);
    }
  }

  void add_words(std::string_view text) {
    out_.varint(text.size());
    words_.bytes(base::view(text));
  }
  void add_words(Token token, std::string_view text) {
    out_.varint(token);
    add_words(text);
  }

  void add_what(const TextEdit& edit) {
    const record::Splices& splices = edit.splices;
    if (splices.size() == 1 && splices[0].at == 0 && splices[0].erase == 0 && edit.check == text_check("")) return add_words(kTextBegun, splices[0].insert);
    out_.varint(kTextEdit);
    out_.varint(edit.check);
    out_.varint(splices.size());
    size_t from = 0;
    for (const record::Splice& splice : splices) {
      out_.varint(splice.at - from);
      out_.varint(splice.erase);
      add_words(splice.insert);
      from = splice.at + splice.erase;
    }
  }

  void add_what(const record::Value& value) {
    std::visit([&](const auto& held) { add_value(held); }, value);
  }
  void add_value(std::monostate) { out_.varint(kAbsent); }
  void add_value(bool flag) { out_.varint(flag ? kTrue : kFalse); }
  void add_value(const record::Text& text) { add_words(kText, text.utf8); }
  void add_value(const base::Bytes& bytes) { add_words(kBytes, base::text_view(bytes)); }
  void add_value(int64_t number) {
    if (number >= 0 && uint64_t(number) < kSmallCount) return out_.varint(kSmall + uint64_t(number));
    const int64_t now_ms = now_s_ * 1000;
    const bool moment = number > now_ms - kMomentMsMax && number < now_ms + kMomentMsMax && (number > kMomentMsMax || number < -kMomentMsMax);
    out_.varint(moment ? kMoment : kInteger);
    out_.svarint(moment ? number - now_ms : number);
  }
  void add_value(const record::Atom& atom) {
    if (!schema_.atom_number(atom.utf8))
      if (const auto shape = take_apart(atom.utf8))
        if (const auto form = schema_.form_number(shape->form)) return add_shape(*form, *shape);
    add_text(atom.utf8);
  }
  void add_shape(uint32_t form, const Shape& shape) {
    out_.varint(kShape);
    out_.varint(form);
    size_t hole = 0;
    for (const char c : shape.form) {
      if (c == kTextHole) add_text(shape.holes[hole++]);
      if (c == kNumberHole) out_.svarint(*number_of(shape.holes[hole++]));
    }
  }

  std::span<const Entry> entries_;
  const Schema& schema_;
  std::vector<RecordId> ids_;
  std::unordered_map<RecordId, uint64_t> id_numbers_;
  std::vector<std::pair<RecordId, RecordType>> recent_;
  std::map<RecordType, std::unordered_map<std::string, uint64_t>> local_names_;
  base::Writer out_, words_;
  int64_t now_s_;
};

}  // namespace

Block encode_block(std::span<const Entry> entries, const Start& start, const Schema& schema) { return Encoder(entries, start, schema).encode(); }

}  // namespace changeset
