// sync/changeset/walk.h: reads the numbers of a block one by one, each in its context, and tells the entries. Where the numbers come from (plain bytes, a
// symbol decoder) and who listens is the Source's business, so that reading, packing, unpacking and training all follow one description of the format.
// For this folder's own use.
#pragma once
#include <algorithm>
#include <unordered_map>

#include "platform/base/utf8.h"
#include "sync/changeset/atoms.h"
#include "sync/changeset/block.h"
#include "sync/changeset/symbols.h"
#include "sync/codec/log_entry.h"

namespace changeset {

// A Source has symbol(context), number(context), bits(count): the next number; words(token, at most): the next characters; and ok(), done().
template <class Source>
class Walk {
 public:
  // `tight`: the contexts that depend on the schema are worth using.
  Walk(const std::vector<record::RecordId>& ids, const Start& start, const Schema& schema, bool tight, Source& source)
      : ids_(ids), schema_(schema), tight_(tight), in_(source), now_s_(start.unix_s) {
    now_.sequence = start.sequence - 1;
    now_.device = start.device;
  }

  // False when the block is not one.
  bool tell(std::vector<Entry>& out) {
    const uint64_t count = in_.number(context(kInEntries));
    if (count > kBlockEntriesMax) return false;
    for (uint64_t i = 0; i < count && good(); ++i) {
      tell_entry();
      out.push_back(now_);
    }
    return good() && in_.done() && next_id_ == ids_.size();
  }

 private:
  static constexpr size_t kExpandedBytesMax = 128 * 1024 * 1024;
  static constexpr size_t kKeysMax = 16;
  static constexpr int64_t kUnixSMax = 1LL << 40;

  bool good() const { return ok_ && in_.ok(); }
  void refuse() { ok_ = false; }
  static int64_t unzigzag(uint64_t raw) { return int64_t(raw >> 1) ^ -int64_t(raw & 1); }

  void tell_entry() {
    const uint64_t flags = in_.symbol(context(kInFlags));
    if (flags & ~kEntryFlagsKnown) return refuse();
    now_s_ = int64_t(uint64_t(now_s_) + uint64_t(unzigzag(in_.number(context(kInTime)))));
    if (now_s_ > kUnixSMax || now_s_ < -kUnixSMax) return refuse();
    now_.unix_s = now_s_;
    if (flags & kNewAuthor) now_.author = bounded(tell_text(context(kInAuthor)));
    if (flags & kNewGroup) now_.group = bounded(tell_text(context(kInAuthor, 1)));
    if (flags & kNewDevice) now_.device = in_.bits64();
    now_.sequence += flags & kJump ? uint64_t(unzigzag(in_.number(context(kInJump)))) : 1;
    const uint64_t ops = in_.symbol(context(kInOps));
    if (ops > kBlockOpsMax || (op_count_ += ops) > kBlockOpsMax) return refuse();
    now_.ops.clear();
    last_field_ = 0;
    for (uint64_t i = 0; i < ops && good(); ++i) tell_op(i == 0);
  }

  std::string bounded(std::string name) {
    if (name.size() > codec::kNameBytesMax) refuse();
    return name;
  }

  void tell_op(bool first) {
    Op op;
    if (!tell_record(op, first) || !tell_field(op)) return refuse();
    tell_what(op);
    now_.ops.push_back(std::move(op));
  }

  bool tell_record(Op& op, bool first) {
    const uint64_t place = in_.symbol(context(kInPlace, first ? 0 : 1));
    if (place > recent_.size()) return false;
    if (place == 0) {
      const uint64_t type = in_.number(context(kInType));
      if (type > UINT16_MAX) return false;
      const record::RecordId id = tell_id(context(kInNewId));
      recent_.insert(recent_.begin(), {id, record::RecordType(type)});
    } else {
      std::rotate(recent_.begin(), recent_.begin() + std::ptrdiff_t(place - 1), recent_.begin() + std::ptrdiff_t(place));
    }
    std::tie(op.id, op.type) = recent_.front();
    return good();
  }

  record::RecordId tell_id(pack::SymbolContext where) {
    const uint64_t code = in_.number(where);
    const size_t at = code == 0 ? next_id_++ : code <= next_id_ ? next_id_ - size_t(code) : ids_.size();
    if (at < ids_.size()) return ids_[at];
    refuse();
    return {};
  }

  bool tell_field(Op& op) {
    const uint64_t type = uint16_t(op.type), shared = schema_.name_count(op.type);
    field_ = in_.symbol(tight_ ? context(kInField, type, last_field_) : context(kInLooseField));
    last_field_ = field_ + 1;
    field_ += type << 32;
    const uint64_t number = last_field_ - 1;
    std::vector<std::string>& local = local_names_[uint16_t(op.type)];
    if (number > shared + local.size()) return false;
    if (number == shared + local.size()) local.push_back(tell_words(record::kPathBytesMax));
    const std::string name = number < shared ? *schema_.name(op.type, number) : local[number - shared];
    std::vector<std::string> keys;
    for (size_t i = 0; i < name.size() && good(); ++i)
      if (name[i] == '#' && (i == 0 || name[i - 1] == '/')) keys.push_back(tell_text(context(kInKey)));
    const auto path = keys.size() > kKeysMax ? std::nullopt : put_together_path(name, keys);
    if (!path || !record::is_path(*path)) return false;
    op.path = *path;
    spend(op.path.size());
    return good();
  }

  pack::SymbolContext by_field(ContextKind tight, ContextKind loose) const { return tight_ ? context(tight, field_ >> 32, field_ & UINT32_MAX) : context(loose); }

  void tell_what(Op& op) {
    const uint64_t token = in_.symbol(by_field(kInToken, kInLooseToken));
    switch (token) {
      case kAbsent: op.what = record::Value(); break;
      case kFalse: op.what = record::Value(false); break;
      case kTrue: op.what = record::Value(true); break;
      case kInteger: op.what = record::Value(tell_number()); break;
      case kMoment: op.what = record::Value(int64_t(uint64_t(tell_number()) + uint64_t(now_s_) * 1000)); break;
      case kTextEdit: op.what = tell_edit(); break;
      case kTextBegun: op.what = TextEdit{{{0, 0, tell_utf8(kTextBegun)}}, text_check("")}; break;
      case kText: op.what = record::text(tell_utf8(kText)); break;
      case kBytes: op.what = record::Value(base::copy(base::view(tell_words(record::kValueBytesMax, kBytes)))); break;
      case kShape: op.what = tell_shape(); break;
      default:
        if (token >= kSmall && token < kSmall + kSmallCount) op.what = record::Value(int64_t(token - kSmall));
        else op.what = tell_atom(token);
    }
  }

  int64_t tell_number() { return unzigzag(in_.number(by_field(kInNumber, kInLooseNumber))); }

  std::string tell_text(pack::SymbolContext where) { return text_of(in_.symbol(where)); }
  std::string text_of(uint64_t token) {
    if (token == kLiteral) return tell_words(record::kValueBytesMax, kLiteral);
    if (token == kDate) return tell_date();
    if (token == kId) return record::to_string(tell_id(context(kInIdRef)));
    if (token >= kAtom && token - kAtom < schema_.content().atoms.size()) return spent(schema_.content().atoms[token - kAtom]);
    refuse();
    return {};
  }

  std::string tell_date() {
    const int64_t away = unzigzag(in_.number(by_field(kInDate, kInLooseDate)));
    if (away < -kUnixSMax || away > kUnixSMax) return refuse(), std::string();
    const int64_t days = away + now_s_ / 86400;
    if (days < kDaysMin || days > kDaysMax) return refuse(), std::string();
    return date_of(int32_t(days));
  }

  std::string tell_words(size_t bytes_max, Token kind = kAbsent) { return in_.words(kind, bytes_max); }
  std::string tell_utf8(Token kind) {
    std::string words = tell_words(record::kValueBytesMax, kind);
    if (!base::is_utf8(words)) refuse();
    return words;
  }

  record::Value tell_atom(uint64_t token) {
    std::string text = text_of(token);
    if (!base::is_utf8(text)) refuse();
    return record::atom(std::move(text));
  }

  record::Value tell_shape() {
    const uint64_t number = in_.number(context(kInForm, field_));
    if (number >= schema_.content().forms.size()) return refuse(), record::Value();
    const std::string& form = schema_.content().forms[number];
    std::vector<std::string> holes;
    for (const char c : form) {
      if (!good()) break;
      if (c == kTextHole) holes.push_back(tell_text(tight_ ? context(kInHole, field_ >> 32, field_ & UINT32_MAX, number) : context(kInLooseToken)));
      if (c == kNumberHole) holes.push_back(std::to_string(tell_number()));
    }
    auto text = put_together(form, holes);
    if (!text || !base::is_utf8(*text)) return refuse(), record::Value();
    return record::atom(spent(std::move(*text)));
  }

  TextEdit tell_edit() {
    TextEdit edit;
    edit.check = uint16_t(in_.bits(16));
    const uint64_t count = in_.number(context(kInSpliceCount));
    if (count > record::kValueBytesMax) refuse();
    size_t from = 0;
    for (uint64_t i = 0; i < count && good(); ++i) {
      const uint64_t gap = in_.number(context(kInGap)), erase = in_.number(context(kInErase));
      if (gap > record::kValueBytesMax || erase > record::kValueBytesMax) return refuse(), edit;
      record::Splice splice{from + size_t(gap), size_t(erase), tell_utf8(kTextEdit)};
      if ((splice.erase == 0 && splice.insert.empty()) || (i > 0 && gap == 0)) refuse();
      from = splice.at + splice.erase;
      edit.splices.push_back(std::move(splice));
    }
    return edit;
  }

  // A little block must not grow into a lot of memory by naming one long form many times.
  void spend(size_t bytes) {
    expanded_ += bytes;
    if (expanded_ > kExpandedBytesMax) refuse();
  }
  std::string spent(std::string text) {
    spend(text.size());
    return text;
  }

  const std::vector<record::RecordId>& ids_;
  const Schema& schema_;
  const bool tight_;
  Source& in_;
  int64_t now_s_;
  Entry now_;
  std::vector<std::pair<record::RecordId, record::RecordType>> recent_;
  std::unordered_map<uint16_t, std::vector<std::string>> local_names_;
  uint64_t field_ = 0;       // type and number of the op's field
  uint64_t last_field_ = 0;  // of the entry's op before, plus one; 0: none
  uint64_t op_count_ = 0;
  size_t next_id_ = 0;
  size_t expanded_ = 0;
  bool ok_ = true;
};

}  // namespace changeset
