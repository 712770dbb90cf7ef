#include "sync/replica/state.h"
#include "sync/codec/layout.h"
#include "sync/record/planted.h"

#include <algorithm>

namespace replica {
namespace {

constexpr uint8_t kLayout = 2;  // 1: without `seen`

void write_ids(base::Writer& out, const std::vector<record::RecordId>& ids) {
  out.varint(ids.size());
  for (const record::RecordId& id : ids) out.bytes(id.bytes);
}
std::vector<record::RecordId> read_ids(base::Reader& in) {
  std::vector<record::RecordId> ids;
  const uint64_t count = in.varint();
  if (count > in.left() / sizeof(record::RecordId)) in.fail();
  for (uint64_t i = 0; i < count && in.ok(); ++i) ids.push_back({in.array<16>()});
  return ids;
}

}  // namespace

const Made* State::frame_ending(uint64_t last) const {
  const auto found = std::find_if(made.begin(), made.end(), [&](const Made& each) { return each.last == last; });
  return found == made.end() ? nullptr : &*found;
}

uint64_t State::seen_by(uint64_t sequence) const {
  const auto covering = std::find_if(marks.begin(), marks.end(), [&](const Mark& each) { return sequence <= each.upto; });
  return covering == marks.end() ? std::max(cursor, seen) : covering->cursor;
}

void State::mark(uint64_t last_sequence) {
  if (planted::has(planted::Bug::SeenTooMuch)) return;
  const uint64_t covered = marks.empty() ? 0 : marks.back().upto;
  if (last_sequence > covered) marks.push_back({last_sequence, std::max(cursor, seen)});
}

void State::forget_old() {
  const size_t sent = size_t(std::count_if(made.begin(), made.end(), [&](const Made& each) { return each.last <= held; }));
  if (sent <= kMadeMax) return;
  const uint64_t forgotten = made[sent - kMadeMax - 1].last;
  made.erase(made.begin(), made.begin() + std::ptrdiff_t(sent - kMadeMax));
  std::erase_if(marks, [&](const Mark& each) { return each.upto <= forgotten; });
}

base::Bytes encode(const State& state) {
  base::Writer out;
  out.u8(kLayout);
  out.bytes(state.epoch);
  out.varint(state.cursor);
  out.varint(state.grants);
  out.varint(state.held);
  out.varint(state.made.size());
  for (const Made& made : state.made) {
    out.varint(made.last);
    out.svarint(made.unix_s);
    out.bytes(made.hash);
  }
  out.varint(state.marks.size());
  for (const Mark& mark : state.marks) {
    out.varint(mark.upto);
    out.varint(mark.cursor);
  }
  write_ids(out, state.refetch);
  write_ids(out, state.drops);
  out.u8(uint8_t(state.anew));
  write_ids(out, state.arrived);
  out.varint(state.seen);
  return out.take();
}

base::Result<State> decode_state(base::ByteView bytes) {
  State state;
  if (bytes.empty()) return state;
  base::Reader in(bytes);
  const uint8_t layout = bytes[0];
  TRY_DO(codec::check_layout(in, layout == 1 ? 1 : kLayout, "replica state"));
  state.epoch = in.array<8>();
  state.cursor = in.varint();
  state.grants = in.varint();
  state.held = in.varint();
  const uint64_t made = in.varint();
  for (uint64_t i = 0; i < made && in.ok(); ++i) {
    Made each;
    each.last = in.varint();
    each.unix_s = in.svarint();
    each.hash = in.array<32>();
    state.made.push_back(each);
  }
  const uint64_t marks = in.varint();
  for (uint64_t i = 0; i < marks && in.ok(); ++i) {
    const uint64_t upto = in.varint();
    state.marks.push_back({upto, in.varint()});
  }
  state.refetch = read_ids(in);
  state.drops = read_ids(in);
  const uint8_t anew = in.u8();
  if (anew > uint8_t(State::Anew::Taking)) in.fail();
  state.anew = State::Anew(anew);
  state.arrived = read_ids(in);
  if (layout > 1) state.seen = in.varint();
  if (!in.done()) return base::fail(base::Fault::Corrupt, "replica state");
  return state;
}

}  // namespace replica
