#include "sync/replica/replica.h"

#include <algorithm>

#include "sync/changeset/parcel.h"
#include "sync/record/planted.h"

namespace replica {
Replica::Replica(store::Store& store, uint64_t device, const crypto::SigningKey& key, changeset::Library library, changeset::Vocabulary vocabulary, const Options& options)
    : store_(&store), device_(device), key_(&key), library_(std::move(library)), vocabulary_(std::move(vocabulary)), options_(options), carrier_(store, device, options.blobs) {
  library_.add(vocabulary_);
}

base::Result<Replica> Replica::open(store::Store& store, uint64_t device, const crypto::SigningKey& key, changeset::Library library, changeset::Vocabulary vocabulary,
                                    const Options& options) {
  Replica replica(store, device, key, std::move(library), std::move(vocabulary), options);
  TRY(const store::Replication kept, store.replication());
  TRY(replica.state_, decode_state(kept.state));
  TRY_DO(replica.carrier_.meet(replica.state_.epoch));
  replica.probe_ = !replica.state_.made.empty() && replica.state_.made.back().last > replica.state_.held;
  return replica;
}

base::Status Replica::keep_state() {
  store::Arrivals nothing;
  nothing.state = encode(state_);
  TRY_DO(store_->arrive(nothing));
  return {};
}

// What frames were made is kept before they are sent: the hub may have them although its answer was lost.
base::Status Replica::make_next_run() {
  if (run_ || store_->last_sequence() == state_.held) return {};
  TRY_DO(store_->close_entry());
  TRY_DO(carrier_.look_at_own());
  TRY(Run run, make_run(*store_, state_, device_, *key_, vocabulary_, trust_));
  if (run.made.empty()) return {};
  const State before = state_;
  std::erase_if(state_.made, [&](const Made& each) { return each.last > state_.held; });
  state_.made.insert(state_.made.end(), run.made.begin(), run.made.end());
  if (state_ != before && !planted::has(planted::Bug::FramesNotKept))
    if (auto kept = keep_state(); !kept) return state_ = before, kept;
  run_ = std::move(run);
  run_offset_ = 0;
  return {};
}

base::Result<base::Bytes> Replica::request() {
  if (carrier_.waits_for_answer()) carrier_.link_lost();
  if (std::exchange(session_over_, false)) carrier_.begin_session();
  if (fork_found_) return wire::encode(wire::Request{device_, fork_report()});
  if (long_) return wire::encode(wire::Request{device_, wire::Resume{long_->id, long_->bytes.size()}});
  if (probe_) return wire::encode(wire::Request{device_, wire::Probe{run_ ? run_->id : 0}});
  TRY_DO(make_next_run());
  wire::Exchange exchange;
  exchange.epoch = state_.epoch;
  exchange.cursor = state_.cursor;
  exchange.grants = state_.grants;
  exchange.held = state_.held;
  if (const Made* const last = state_.frame_ending(state_.held)) exchange.chain = wire::check_of(last->hash);
  exchange.unix_s = options_.clock->now_ms() / 1000;
  exchange.reads = wire::kVersion;
  exchange.answer_kb_max = options_.answer_kb_max;
  exchange.refetch.assign(state_.refetch.begin(), state_.refetch.begin() + std::ptrdiff_t(std::min(state_.refetch.size(), wire::kRefetchMax)));
  if (run_) exchange.upload = {run_->id, run_->bytes.size(), run_offset_, base::ByteView(run_->bytes).subspan(size_t(run_offset_))};
  return wire::encode(wire::Request{device_, exchange});
}

Replica::Sending Replica::sending() const {
  if (!run_ || run_->made.empty()) return {};
  return {run_->made.back().last, run_->bytes.size(), run_offset_};
}

void Replica::link_lost() {
  if (carrier_.waits_for_answer()) return carrier_.link_lost();
  probe_ = probe_ || (run_ && !long_);
}

base::Result<std::optional<base::Bytes>> Replica::blob_request() {
  TRY(std::optional<base::Bytes> next, carrier_.request());
  session_over_ = !next;
  return next;
}

void Replica::want_blob(const blob::Name& name) { carrier_.want(name); }
std::vector<Carried> Replica::carried_blobs() {
  (void)carrier_.look_at_own();  // what cannot be read now is read before it is sent
  return carrier_.carried();
}
void Replica::set_background(uint64_t bytes_left) { carrier_.set_background(bytes_left); }

base::Result<Outcome> Replica::take_blobs(base::ByteView bytes) {
  Outcome out;
  TRY(out.blobs, carrier_.answer(bytes));
  static constexpr wire::Status kOfTheBlob[] = {wire::Status::Corrupt, wire::Status::TooNew,  wire::Status::Full,
                                               wire::Status::Unnamed, wire::Status::Mismatch, wire::Status::OverQuota};
  const wire::Status status = out.blobs.status;
  if (std::find(std::begin(kOfTheBlob), std::end(kOfTheBlob), status) == std::end(kOfTheBlob)) out.status = status;
  out.retry_after_s = out.blobs.retry_after_s;
  out.more = store_->last_sequence() > state_.held;
  return out;
}

base::Result<Outcome> Replica::answer(base::ByteView bytes) {
  if (carrier_.waits_for_answer()) return take_blobs(bytes);
  if (!wire::is_long(bytes)) return take(bytes);
  TRY(const auto part, wire::decode_long(bytes));
  if (!part) return base::fail(base::Fault::Corrupt, "long answer's head");
  if (!long_ || long_->id != part->answer_id || long_->bytes.size() != part->offset) {
    if (part->offset != 0) return base::fail(base::Fault::Corrupt, "part of another answer");
    long_ = Long{part->answer_id, part->total, {}};
  }
  long_->bytes.insert(long_->bytes.end(), part->body.begin(), part->body.end());
  if (long_->bytes.size() < long_->total) return Outcome{};
  const base::Bytes whole = std::move(long_->bytes);
  long_.reset();
  return take(whole);
}

base::Result<Outcome> Replica::take(base::ByteView whole) {
  TRY(const wire::Answer answer, wire::decode_answer(whole));
  if (const auto* reply = std::get_if<wire::Reply>(&answer)) return take_reply(*reply);
  if (const auto* staged = std::get_if<wire::Staged>(&answer)) return take_staged(*staged);
  return take_refusal(std::get<wire::Refusal>(answer));
}

bool Replica::learn_held(uint64_t held, const wire::ChainCheck& chain) {
  if (held != 0) {
    const Made* const frame = state_.frame_ending(held);
    if (!frame || wire::check_of(frame->hash) != chain) return run_.reset(), fork_found_ = true, false;
  }
  if (held != state_.held) run_.reset(), run_offset_ = 0;
  state_.held = held;
  state_.forget_old();
  return true;
}

base::Result<Outcome> Replica::take_staged(const wire::Staged& staged) {
  probe_ = false;
  if (staged.held < state_.held) return begin_anew();  // it has lost what it had acknowledged
  Outcome out;
  if (!learn_held(staged.held, staged.chain)) return out.status = wire::Status::Forked, out;
  run_offset_ = run_ ? std::min<uint64_t>(staged.offset, run_->bytes.size()) : 0;
  if (run_ && run_offset_ == run_->bytes.size()) run_offset_ = 0;
  return out;
}

wire::ForkReport Replica::fork_report() const {
  wire::ForkReport report{state_.held, {}};
  if (const Made* const last = state_.frame_ending(state_.held)) report.chain = wire::check_of(last->hash);
  return report;
}

// The hub is not what it was: it is told everything of ours that it has not, then tells us everything.
base::Result<Outcome> Replica::begin_anew() {
  const State before = state_;
  state_.epoch = {};
  state_.mark(store_->last_sequence());
  state_.seen = std::max(state_.seen, state_.cursor);
  state_.cursor = state_.grants = state_.held = 0;
  state_.anew = State::Anew::Bringing;
  state_.arrived.clear();
  run_.reset();
  probe_ = true;  // how much of the chain the other history has
  store::Arrivals anew;
  anew.began_anew = true;
  anew.state = encode(state_);
  if (auto begun = store_->arrive(anew); !begun) return state_ = before, base::fail(std::move(begun).error());
  return Outcome{};
}

base::Result<Outcome> Replica::take_refusal(const wire::Refusal& refusal) {
  probe_ = fork_found_ = false;
  Outcome out;
  out.retry_after_s = refusal.retry_after_s;
  if (refusal.status == wire::Status::Gone) return long_.reset(), out;
  const Trust least{false, false, false};
  if (refusal.status == wire::Status::SendWhole && trust_ != least) {
    // First without what only this device's past explains; then without anything shared.
    trust_ = trust_ == Trust{} ? Trust{false, false, true} : least;
    run_.reset();
    return out;
  }
  const bool knows_anything = state_.epoch != wire::Epoch{} || state_.cursor > 0 || state_.grants > 0 || state_.held > 0;
  if (refusal.status == wire::Status::OtherEpoch && knows_anything) return begin_anew();
  out.status = refusal.status;
  out.more = false;
  return out;
}

// Own entries take their place among the others', in the hub's order.
base::Result<store::Arrivals> Replica::arrivals_of(const wire::Reply& reply) const {
  store::Arrivals arrivals;
  std::vector<changeset::Entry> feed;
  if (!reply.feed.empty()) {
    TRY(feed, changeset::unpack_parcel(reply.feed, library_));
  }
  if (!reply.snapshot.empty()) {
    TRY(arrivals.records, changeset::unpack_parcel(reply.snapshot, library_));
  }
  const auto own_at = [&](uint64_t hub) -> uint64_t {
    for (const wire::Settled& run : reply.settled)
      if (hub >= run.hub_first && hub - run.hub_first < run.count) return run.first + (hub - run.hub_first);
    return 0;
  };
  size_t next = 0;
  const auto others_before = [&](uint64_t hub) -> base::Status {
    for (; next < feed.size() && feed[next].sequence < hub; ++next) {
      if (feed[next].device == device_) return base::fail(base::Fault::Corrupt, "own entry without a place");
      arrivals.steps.push_back({std::move(feed[next]), 0});
    }
    return {};
  };
  for (const wire::Settled& run : reply.settled) {
    for (uint64_t i = 0; i < run.count; ++i) {
      const uint64_t hub = run.hub_first + i;
      TRY_DO(others_before(hub));
      store::Arrivals::Step step{{}, own_at(hub)};
      for (; next < feed.size() && feed[next].sequence == hub; ++next)
        step.entry.ops.insert(step.entry.ops.end(), std::make_move_iterator(feed[next].ops.begin()), std::make_move_iterator(feed[next].ops.end()));
      if (step.own > store_->last_sequence()) return base::fail(base::Fault::Corrupt, "place of an entry that is not");
      arrivals.steps.push_back(std::move(step));
    }
  }
  TRY_DO(others_before(UINT64_MAX));
  std::set<record::RecordId> back;  // what was to go and came again
  for (const store::Arrivals::Step& step : arrivals.steps)
    for (const changeset::Op& op : step.entry.ops)
      if (step.own == 0) back.insert(op.id);
  for (const changeset::Entry& whole : arrivals.records)
    for (const changeset::Op& op : whole.ops) back.insert(op.id);
  for (const store::Arrivals::Step& step : arrivals.steps)
    if (step.own != 0 && !state_.drops.empty()) TRY_DO(add_accepted(step, back));
  std::copy_if(state_.drops.begin(), state_.drops.end(), std::back_inserter(arrivals.drops), [&](const record::RecordId& id) { return !back.contains(id); });
  arrivals.drops.insert(arrivals.drops.end(), reply.drops.begin(), reply.drops.end());
  return arrivals;
}

// Once all of ours has its place, the hub's records are what they will be.
base::Status Replica::take_everything() {
  TRY(const store::Replication now, store_->replication());
  if (now.settled < store_->last_sequence()) return {};
  state_.anew = State::Anew::Taking;
  state_.mark(store_->last_sequence());
  state_.seen = state_.cursor;
  state_.cursor = state_.grants = 0;
  return keep_state();
}

// Records of an own entry that were accepted as they were typed are at the hub, and in scope. What became of the others says nothing of whether they are.
base::Status Replica::add_accepted(const store::Arrivals::Step& step, std::set<record::RecordId>& to) const {
  TRY(const std::vector<store::LogEntry> entry, store_->entries_after(step.own - 1, 1));
  for (const store::LogEntry& each : entry)
    for (const store::Change& change : each.changes) {
      const bool told = std::any_of(step.entry.ops.begin(), step.entry.ops.end(), [&](const changeset::Op& op) { return op.id == change.edit.id; });
      if (!told) to.insert(change.edit.id);
    }
  return {};
}

// While everything comes anew: what came stays, and at the end the rest goes.
base::Status Replica::note_arrived(store::Arrivals& arrivals, bool more) {
  std::set<record::RecordId> all(state_.arrived.begin(), state_.arrived.end());
  const auto add = [&](const changeset::Entry& entry) {
    for (const changeset::Op& op : entry.ops) all.insert(op.id);
  };
  for (const store::Arrivals::Step& step : arrivals.steps) {
    if (step.own == 0) add(step.entry);
    else TRY_DO(add_accepted(step, all));
  }
  for (const changeset::Entry& entry : arrivals.records) add(entry);
  state_.arrived.assign(all.begin(), all.end());
  if (more) return {};
  arrivals.keep_only = std::move(all);
  state_.anew = State::Anew::No;
  state_.arrived.clear();
  return {};
}

// What did not fit is asked for whole, and what could not be dropped yet is dropped later.
State Replica::state_after(const store::Arrived& arrived) const {
  State next = state_;
  next.refetch.insert(next.refetch.end(), arrived.misfits.begin(), arrived.misfits.end());
  if (!planted::has(planted::Bug::DropsForgotten)) next.drops = arrived.kept;
  return next;
}

base::Result<Outcome> Replica::take_reply(const wire::Reply& reply) {
  probe_ = false;
  Outcome out;
  out.clock_wrong = reply.clock_wrong;
  out.hub_unix_s = reply.unix_s;
  out.ahead = reply.ahead;
  if (reply.cursor < state_.cursor || reply.grants < state_.grants) return base::fail(base::Fault::Corrupt, "reply goes back");
  const State before = state_;
  const bool sent = run_.has_value();
  if (!learn_held(reply.held, reply.chain)) return out.status = wire::Status::Forked, out;
  auto arrivals = arrivals_of(reply);
  if (!arrivals) return state_ = before, base::fail(std::move(arrivals).error());
  if (reply.cursor != state_.cursor) state_.mark(store_->last_sequence());
  if (state_.anew != State::Anew::Taking || reply.cursor >= state_.seen) state_.seen = 0;
  state_.forget_old();
  state_.epoch = reply.epoch;
  state_.cursor = reply.cursor;
  state_.grants = reply.grants;
  const size_t refetched = std::min(state_.refetch.size(), wire::kRefetchMax);
  if (!reply.more) state_.refetch.erase(state_.refetch.begin(), state_.refetch.begin() + std::ptrdiff_t(refetched));
  for (const changeset::Entry& record : arrivals->records)
    if (!record.ops.empty()) std::erase(state_.refetch, record.ops.front().id);
  state_.drops.clear();
  if (state_.anew == State::Anew::Taking)
    if (auto noted = note_arrived(*arrivals, reply.more); !noted) return state_ = before, base::fail(std::move(noted).error());
  arrivals->acknowledged = planted::has(planted::Bug::SentTakenForHeld) && !state_.made.empty() ? state_.made.back().last : state_.held;
  arrivals->state_after = [this](const store::Arrived& arrived) { return encode(state_after(arrived)); };
  arrivals->hub = state_.epoch;
  const bool nothing = state_ == before && arrivals->steps.empty() && arrivals->records.empty() && arrivals->drops.empty();
  if (!nothing) {
    auto arrived = store_->arrive(*arrivals);
    if (!arrived) return state_ = before, base::fail(std::move(arrived).error());
    out.changed = std::move(arrived->changed);
    state_ = state_after(*arrived);
  }
  TRY_DO(carrier_.meet(state_.epoch));
  TRY_DO(carrier_.look_at(out.changed));
  if (state_.anew == State::Anew::Bringing && !reply.more) TRY_DO(take_everything());
  if (sent && !run_) trust_ = {};
  const bool to_say = store_->last_sequence() > state_.held || !state_.refetch.empty();
  out.more = reply.more || to_say || state_.anew != State::Anew::No;
  return out;
}

}  // namespace replica
