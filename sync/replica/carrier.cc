#include "sync/replica/carrier.h"

#include <algorithm>

namespace replica {
namespace {

constexpr size_t kEntriesAtOnce = 256;
constexpr int kMismatchesMax = 3;

const blob::Name kLastName = [] {
  blob::Name name;
  name.bytes.fill(0xFF);
  return name;
}();

}  // namespace

base::Status Carrier::meet(const store::HubMark& hub) {
  if (hub == hub_) return {};
  hub_ = hub;
  items_.clear();
  intake_.reset();
  asked_.clear();
  const store::Figures figures = store_->figures();
  looked_ = figures.last_sequence - figures.waiting;
  TRY_DO(look_at_own());  // first: what the hub has of a blob was not said of a record it has not heard of
  for (const blob::Field& field : options_.fields) {
    std::vector<wire::BlobRef> refs;
    TRY_DO(store_->each_head(field.type, [&](const record::RecordId& id, const record::FieldMap& head) {
      for (const blob::Name& name : blob::names_in({field}, field.type, head)) refs.push_back({id, name});
    }));
    for (const wire::BlobRef& ref : refs) TRY_DO(add(ref, false));
  }
  // What was named by a change that was refused, or that another took the place of: no record here may name it any more.
  TRY(const auto claimed, store_->claimed_blobs(hub_));
  for (const auto& [record, name] : claimed) {
    TRY_DO(add({record, name}, false));
    items_.at({record, name}).claimed = true;
  }
  return {};
}

// What fails here is done again at the next look: the item is there only once all of this is durable.
base::Status Carrier::add(const wire::BlobRef& ref, bool own) {
  if (items_.contains(ref) && !own) return {};
  TRY(std::optional<store::BlobHere> here, store_->find_blob(ref.name));
  const bool whole = here && here->whole;
  if (own && whole) {
    TRY_DO(store_->claim_blob(ref.name, ref.record));
    TRY(here, store_->find_blob(ref.name));
  }
  Item item;
  item.claimed = own;
  item.there = whole && here->hub == hub_ && hub_ != store::HubMark{};
  item.way = item.there ? Way::None : whole ? Way::Up : Way::Down;
  if (here) item.total = blob::stream_bytes(here->manifest);
  if (here && !whole) item.done = blob::Intake(ref.name, here->manifest, here->chunks).position();
  items_.try_emplace(ref, item);
  return {};
}

base::Status Carrier::read_head(record::RecordType type, const record::RecordId& id) {
  const auto head = store_->read_section(type, id, record::kHeadSection);
  if (!head) return head.error().fault == base::Fault::NotFound ? base::Status() : base::fail(head.error());
  for (const blob::Name& name : blob::names_in(options_.fields, type, *head)) TRY_DO(add({id, name}, false));
  return {};
}

base::Status Carrier::look_at(const std::map<record::RecordId, record::RecordType>& changed) {
  for (const auto& [id, type] : changed) {
    if (std::none_of(options_.fields.begin(), options_.fields.end(), [wanted = type](const blob::Field& field) { return field.type == wanted; })) continue;
    const auto first = items_.lower_bound({id, {}}), last = items_.upper_bound({id, kLastName});
    const Items before(first, last);
    items_.erase(first, last);
    TRY_DO(read_head(type, id));
    for (const auto& [ref, item] : before) {  // what is known of those it still names stays known
      if (const auto still = items_.find(ref); still != items_.end()) still->second = still->second.way == item.way ? item : still->second;
      else if (item.way == Way::Up && item.claimed) items_.emplace(ref, item);  // on its way all the same
      else if (intake_ && intake_of_ == ref) intake_.reset();
    }
    for (auto at = items_.lower_bound({id, {}}); at != items_.end() && at->first.record == id; ++at)
      if (at->second.way == Way::Up && !before.contains(at->first)) ask_anew(at->first.name);
  }
  return {};
}

// The store has taken its mark off: it is put there again when the hub has it under each record that names it.
void Carrier::ask_anew(const blob::Name& name) {
  for (auto& [ref, item] : items_)
    if (ref.name == name && item.way == Way::None) item.way = Way::Up, item.known = item.there = false;
}

base::Status Carrier::look_at_own() {
  while (looked_ < store_->last_sequence()) {
    TRY(const std::vector<store::LogEntry> entries, store_->entries_after(looked_, kEntriesAtOnce));
    if (entries.empty()) break;
    for (const store::LogEntry& entry : entries)
      for (const store::Change& change : entry.changes)
        if (const auto name = blob::named_by(options_.fields, change.edit.type, change.edit.path, change.edit.to)) TRY_DO(add({change.edit.id, *name}, true));
    looked_ = entries.back().sequence;
  }
  return {};
}

void Carrier::begin_session() {
  for (auto& [ref, item] : items_) item.known = false, item.refused = wire::Status::Ok, item.mismatches = 0;
  room_ = spoken_ = true;
}

void Carrier::mend(const blob::Name& name) {
  const auto here = store_->find_blob(name);
  if (!here || !*here || (*here)->hub != hub_ || hub_ == store::HubMark{}) return;
  const auto mended = store_->mend_blob(name);
  if (!mended || !*mended) return;  // a disk that is full now is asked again the next time somebody looks
  for (auto& [ref, item] : items_)
    if (ref.name == name) item.way = Way::Down, item.there = false;
}

void Carrier::want(const blob::Name& name) {
  mend(name);
  wanted_.insert(name);
  for (auto& [ref, item] : items_)
    if (ref.name == name && item.way == Way::Down && !item.there) item.known = false, item.refused = wire::Status::Ok;
}

std::vector<wire::BlobRef> Carrier::unknown() const {
  std::vector<wire::BlobRef> out;
  for (auto at = items_.rbegin(); at != items_.rend() && out.size() < wire::kBlobsAskedMax; ++at) {  // the newest first: ids begin with their time
    const Item& item = at->second;
    const bool down = item.way == Way::Down && room_ && (background_left_ > 0 || wanted_.contains(at->first.name));
    if (!item.known && item.refused == wire::Status::Ok && (item.way == Way::Up || down)) out.push_back(at->first);
  }
  return out;
}

Carrier::Items::value_type* Carrier::next_up() {
  for (auto& each : items_)
    if (each.second.way == Way::Up && each.second.known && each.second.refused == wire::Status::Ok) return &each;
  return nullptr;
}

// What somebody waits for, then what was begun, then the newest.
Carrier::Items::value_type* Carrier::next_down() {
  Items::value_type* found = nullptr;
  int best = 0;
  for (auto at = items_.rbegin(); room_ && at != items_.rend(); ++at) {
    Item& item = at->second;
    if (item.way != Way::Down || !item.known || !item.there || item.refused != wire::Status::Ok) continue;
    const bool wanted = wanted_.contains(at->first.name);
    const int rank = wanted ? 3 : background_left_ == 0 ? 0 : item.done > 0 ? 2 : 1;
    if (rank > best) best = rank, found = &*at;
  }
  return found;
}

base::Bytes Carrier::encode(wire::Request request, std::vector<wire::BlobRef> about) {
  asked_ = std::move(about);
  return wire::encode(request);
}

base::Result<std::optional<base::Bytes>> Carrier::part_up(Items::value_type& item) {
  const auto read = store_->read_blob(item.first.name, item.second.done, options_.part_bytes);
  if (!read && (read.error().fault == base::Fault::Corrupt || read.error().fault == base::Fault::NotFound)) {
    item.second.refused = wire::Status::Corrupt;  // damaged here, and nobody else has it: the others go on
    return request();
  }
  TRY(const base::Bytes part, read);
  return std::optional(encode({device_, wire::BlobUp{item.first, item.second.total, item.second.done, part}}, {item.first}));
}

base::Result<std::optional<base::Bytes>> Carrier::part_down(Items::value_type& item) {
  if (!intake_ || intake_of_ != item.first) {
    intake_.reset();
    intake_of_ = item.first;
    TRY(const std::optional<store::BlobHere> here, store_->find_blob(item.first.name));
    if (here && here->whole) {  // it came another way: put here anew
      item.second.way = Way::None;
      return request();
    }
    if (here) intake_.emplace(item.first.name, here->manifest, here->chunks);
    item.second.done = intake_ ? intake_->position() : 0;
  }
  return std::optional(encode({device_, wire::BlobDown{item.first, item.second.done, options_.part_bytes}}, {item.first}));
}

base::Result<std::optional<base::Bytes>> Carrier::request() {
  asked_.clear();
  if (hub_ == store::HubMark{} || !spoken_) return std::nullopt;
  Items::value_type* const down = next_down();
  if (down && wanted_.contains(down->first.name)) return part_down(*down);
  if (std::vector<wire::BlobRef> refs = unknown(); !refs.empty()) return std::optional(encode({device_, wire::AskBlobs{refs}}, refs));
  if (Items::value_type* const up = next_up()) return part_up(*up);
  if (down) return part_down(*down);
  return std::nullopt;
}

// How much of a part arrived is not known; of what comes down it is.
void Carrier::link_lost() {
  for (const wire::BlobRef& ref : asked_)
    if (const auto item = items_.find(ref); item != items_.end() && item->second.way == Way::Up) item->second.known = false;
  asked_.clear();
}

base::Result<BlobOutcome> Carrier::answer(base::ByteView bytes) {
  auto read = wire::decode_answer(bytes, true);
  const std::vector<wire::BlobRef> about = asked_;
  if (!read || about.empty()) return link_lost(), base::fail(read ? base::Error{base::Fault::Corrupt, "answer to nothing"} : read.error());
  asked_.clear();
  if (const auto* states = std::get_if<wire::BlobStates>(&*read)) return take_states(*states, about);
  if (const auto* part = std::get_if<wire::BlobPart>(&*read)) return take_part(*part, about.front());
  if (const auto* refusal = std::get_if<wire::Refusal>(&*read)) return take_refusal(*refusal, about);
  return base::fail(base::Fault::Corrupt, "answer about words");
}

base::Status Carrier::is_at_hub(const wire::BlobRef& ref, BlobOutcome& out) {
  const bool any = std::any_of(items_.begin(), items_.end(), [&](const auto& each) { return each.first.name == ref.name && each.second.there; });
  const bool all = any && std::all_of(items_.begin(), items_.end(), [&](const auto& each) {
    const Item& other = each.second;  // one of a record that the hub has nothing to do with is not waited for
    return each.first.name != ref.name || other.there || (other.refused != wire::Status::Ok && !other.claimed);
  });
  if (!all) return {};
  TRY_DO(store_->mark_blob(ref.name, hub_));
  out.sent.insert(ref.name);
  return {};
}

// The same bytes were put here for another record since it was named.
base::Status Carrier::look_whether_here(const blob::Name& name, Item& item) {
  TRY(const std::optional<store::BlobHere> here, store_->find_blob(name));
  if (here && here->whole) item.way = Way::Up, item.total = blob::stream_bytes(here->manifest);
  return {};
}

base::Result<BlobOutcome> Carrier::take_states(const wire::BlobStates& states, const std::vector<wire::BlobRef>& about) {
  if (states.blobs.size() != about.size()) return base::fail(base::Fault::Corrupt, "states of other blobs");
  BlobOutcome out;
  for (size_t i = 0; i < about.size(); ++i) {
    const auto found = items_.find(about[i]);
    if (found == items_.end()) continue;
    Item& item = found->second;
    const wire::BlobState& state = states.blobs[i];
    item.known = true;
    item.there = state.standing == wire::BlobStanding::Whole;
    if (item.way == Way::Down && !item.there) TRY_DO(look_whether_here(about[i].name, item));
    if (item.way != Way::Up) continue;
    if (state.standing == wire::BlobStanding::Unnamed) {
      item.refused = wire::Status::Unnamed;
      TRY_DO(is_at_hub(about[i], out));  // under the others that name it, it may be
    }
    item.done = std::min(state.offset, item.total);
    if (!item.there) continue;
    item.way = Way::None;
    const base::Status marked = is_at_hub(about[i], out);
    if (!marked) return item.way = Way::Up, item.known = item.there = false, base::fail(marked.error());  // nobody would ask again, and what waits for the mark would wait for ever
  }
  return out;
}

base::Result<BlobOutcome> Carrier::take_part(const wire::BlobPart& part, const wire::BlobRef& about) {
  BlobOutcome out;
  const auto found = items_.find(about);
  if (found == items_.end() || found->second.way != Way::Down || intake_of_ != about) return out;
  Item& item = found->second;
  if (!intake_) intake_.emplace(about.name, part.total);
  const uint64_t before = intake_->position();
  const base::Status taken = intake_->take(
      part.offset, part.part, [&](const blob::Manifest& manifest) { return store_->begin_blob(manifest, hub_); },
      [&](size_t index, base::ByteView chunk) { return store_->add_chunk(about.name, index, chunk); });
  item.total = intake_->total();
  item.done = intake_->position();
  if (!wanted_.contains(about.name)) background_left_ -= std::min(background_left_, item.done > before ? item.done - before : 0);
  if (!taken && taken.error().fault == base::Fault::Full) return room_ = false, out.status = wire::Status::Full, out;
  if (!taken && taken.error().fault != base::Fault::BadInput) return base::fail(taken.error());
  if (!taken) {
    out.status = wire::Status::Mismatch;
    if (++item.mismatches >= kMismatchesMax) item.refused = out.status;
    if (!intake_->manifest()) intake_.reset();
    return out;
  }
  if (!intake_->whole()) return out;
  intake_.reset();
  TRY_DO(is_here(about, out));
  return out;
}

base::Status Carrier::is_here(const wire::BlobRef& ref, BlobOutcome& out) {
  wanted_.erase(ref.name);
  out.arrived.insert(ref.name);
  bool alone = true;
  for (auto& [other, item] : items_) {
    if (other.name != ref.name) continue;
    if (other == ref) item.way = Way::None, item.there = true;
    else if (!item.there) alone = false, item.way = Way::Up, item.known = false, item.done = 0, item.total = items_.at(ref).total;
  }
  return alone ? base::Status() : store_->mark_blob(ref.name, {});
}

BlobOutcome Carrier::take_refusal(const wire::Refusal& refusal, const std::vector<wire::BlobRef>& about) {
  BlobOutcome out{refusal.status, refusal.retry_after_s, {}, {}};
  if (refusal.status == wire::Status::TooNew || refusal.status == wire::Status::Corrupt) spoken_ = false;  // a hub that knows only words
  if (refusal.status == wire::Status::Busy) return link_lost(), out;
  for (const wire::BlobRef& ref : about) {
    const auto found = items_.find(ref);
    if (found == items_.end()) continue;
    Item& item = found->second;
    item.known = false;
    if (refusal.status != wire::Status::Mismatch || ++item.mismatches >= kMismatchesMax) item.refused = refusal.status;
  }
  return out;
}

}  // namespace replica
