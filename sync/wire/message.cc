#include "sync/wire/message.h"

#include <algorithm>

namespace wire {
namespace {

// Kinds of request and of answer. Numbers on the wire: never reused.
enum class Ask : uint8_t { Exchange = 1, Probe = 2, Resume = 3, AskBlobs = 4, BlobUp = 5, BlobDown = 6, ForkReport = 9 };
enum class Tell : uint8_t { Reply = 1, Staged = 2, Refusal = 3, Long = 4, BlobStates = 5, BlobPart = 6 };
enum ReplyFlag : uint8_t { kMore = 1, kClockWrong = 2, kSettled = 4, kFeed = 8, kSnapshot = 16, kDrops = 32, kAhead = 64 };
constexpr uint8_t kReplyFlagsKnown = 127;
constexpr size_t kDropsMax = 1 << 20;

void write_ids(base::Writer& out, const std::vector<record::RecordId>& ids) {
  out.varint(ids.size());
  for (const record::RecordId& id : ids) out.bytes(id.bytes);
}

std::vector<record::RecordId> read_ids(base::Reader& in, size_t count_max) {
  const uint64_t count = in.varint();
  std::vector<record::RecordId> ids;
  if (count > count_max || count * sizeof(record::RecordId) > in.left()) in.fail();
  for (uint64_t i = 0; i < count && in.ok(); ++i) ids.push_back({in.array<16>()});
  return ids;
}

void write_head(base::Writer& out, uint8_t kind, uint8_t version = kWordsVersion, uint8_t writer = 0) {
  out.u8(std::max(version, writer));
  out.u8(version);
  out.u8(kind);
}

void write(base::Writer& out, const Exchange& exchange) {
  out.bytes(exchange.epoch);
  out.varint(exchange.cursor);
  out.varint(exchange.grants);
  out.varint(exchange.held);
  out.bytes(exchange.chain);
  out.svarint(exchange.unix_s);
  out.varint(exchange.answer_kb_max);
  write_ids(out, exchange.refetch);
  out.varint(exchange.upload.total);
  if (exchange.upload.total == 0) return;
  out.u64(exchange.upload.id);
  out.varint(exchange.upload.offset);
  out.bytes(exchange.upload.part);
}
void write(base::Writer& out, const Probe& probe) { out.u64(probe.upload_id); }
void write(base::Writer& out, const Resume& resume) {
  out.u64(resume.answer_id);
  out.varint(resume.offset);
}

void write(base::Writer& out, const ForkReport& report) {
  out.varint(report.held);
  out.bytes(report.chain);
}

constexpr Ask ask_of(const Exchange&) { return Ask::Exchange; }
constexpr Ask ask_of(const Probe&) { return Ask::Probe; }
constexpr Ask ask_of(const Resume&) { return Ask::Resume; }
constexpr Ask ask_of(const ForkReport&) { return Ask::ForkReport; }
constexpr Ask ask_of(const AskBlobs&) { return Ask::AskBlobs; }
constexpr Ask ask_of(const BlobUp&) { return Ask::BlobUp; }
constexpr Ask ask_of(const BlobDown&) { return Ask::BlobDown; }
constexpr uint8_t reads_of(const Exchange& exchange) { return exchange.reads; }
template <class What>
constexpr uint8_t reads_of(const What&) { return 0; }
constexpr uint8_t version_of(Ask ask) { return ask >= Ask::AskBlobs && ask <= Ask::BlobDown ? kBlobVersion : kWordsVersion; }

Exchange read_exchange(base::Reader& in, base::ByteView bytes, bool cut) {
  Exchange exchange;
  exchange.epoch = in.array<8>();
  exchange.cursor = in.varint();
  exchange.grants = in.varint();
  exchange.held = in.varint();
  exchange.chain = in.array<8>();
  exchange.unix_s = in.svarint();
  exchange.answer_kb_max = in.varint();
  exchange.refetch = read_ids(in, kRefetchMax);
  Upload& upload = exchange.upload;
  upload.total = in.varint();
  if (upload.total == 0) return exchange;
  upload.id = in.u64();
  upload.offset = in.varint();
  if (!in.ok() || upload.total > kRequestBytesMax || upload.offset > upload.total) return in.fail(), exchange;
  upload.part = bytes.last(in.left());
  if (upload.part.size() > upload.total - upload.offset || (!cut && upload.part.empty())) return in.fail(), exchange;
  in.bytes(in.left());
  return exchange;
}

void write(base::Writer& out, const Reply& reply) {
  out.u8(uint8_t((reply.more ? kMore : 0) | (reply.clock_wrong ? kClockWrong : 0) | (reply.settled.empty() ? 0 : kSettled) | (reply.feed.empty() ? 0 : kFeed) |
                 (reply.snapshot.empty() ? 0 : kSnapshot) | (reply.drops.empty() ? 0 : kDrops) | (reply.ahead == 0 ? 0 : kAhead)));
  out.bytes(reply.epoch);
  out.svarint(reply.unix_s);
  out.varint(reply.held);
  out.bytes(reply.chain);
  out.varint(reply.cursor);
  out.varint(reply.grants);
  if (!reply.settled.empty()) {
    out.varint(reply.settled.size());
    uint64_t own = 0, hub = 0;
    for (const Settled& run : reply.settled) {
      out.varint(run.first - own);
      out.varint(run.count);
      out.varint(run.hub_first - hub);
      own = run.first + run.count;
      hub = run.hub_first + run.count;
    }
  }
  if (!reply.feed.empty()) out.sized(reply.feed);
  if (!reply.snapshot.empty()) out.sized(reply.snapshot);
  if (!reply.drops.empty()) write_ids(out, reply.drops);
  if (reply.ahead > 0) out.varint(reply.ahead);
}
void write(base::Writer& out, const Staged& staged) {
  out.varint(staged.held);
  out.bytes(staged.chain);
  out.varint(staged.offset);
}
void write(base::Writer& out, const Refusal& refusal) {
  out.u8(uint8_t(refusal.status));
  out.varint(refusal.retry_after_s);
}

constexpr Tell tell_of(const Reply&) { return Tell::Reply; }
constexpr Tell tell_of(const Staged&) { return Tell::Staged; }
constexpr Tell tell_of(const Refusal&) { return Tell::Refusal; }
constexpr Tell tell_of(const BlobStates&) { return Tell::BlobStates; }
constexpr Tell tell_of(const BlobPart&) { return Tell::BlobPart; }
uint8_t version_of(const Answer& answer) {
  const auto* const reply = std::get_if<Reply>(&answer);
  if (reply && reply->ahead > 0) return kAheadVersion;
  return std::holds_alternative<BlobStates>(answer) || std::holds_alternative<BlobPart>(answer) ? kBlobVersion : kWordsVersion;
}

std::vector<Settled> read_settled(base::Reader& in) {
  std::vector<Settled> runs;
  const uint64_t count = in.varint();
  if (count > in.left()) in.fail();
  uint64_t own = 0, hub = 0;
  for (uint64_t i = 0; i < count && in.ok(); ++i) {
    Settled run;
    run.first = own + in.varint();
    run.count = in.varint();
    run.hub_first = hub + in.varint();
    if (run.count == 0 || run.count > UINT32_MAX || run.first < own || run.hub_first < hub) in.fail();
    own = run.first + run.count;
    hub = run.hub_first + run.count;
    runs.push_back(run);
  }
  return runs;
}

Reply read_reply(base::Reader& in) {
  Reply reply;
  const uint8_t flags = in.u8();
  if (flags & ~kReplyFlagsKnown) in.fail();
  reply.more = flags & kMore;
  reply.clock_wrong = flags & kClockWrong;
  reply.epoch = in.array<8>();
  reply.unix_s = in.svarint();
  reply.held = in.varint();
  reply.chain = in.array<8>();
  reply.cursor = in.varint();
  reply.grants = in.varint();
  if (flags & kSettled) reply.settled = read_settled(in);
  if (flags & kFeed) reply.feed = base::copy(in.sized(kAnswerBytesMax));
  if (flags & kSnapshot) reply.snapshot = base::copy(in.sized(kAnswerBytesMax));
  if (flags & kDrops) reply.drops = read_ids(in, kDropsMax);
  if (flags & kAhead && (reply.ahead = in.varint()) == 0) in.fail();
  return reply;
}

// Who may read it at all? The first byte, who wrote it, keeps nobody from reading.
base::Status check_version(base::Reader& in, uint8_t* writer = nullptr) {
  const uint8_t first = in.u8();
  if (writer) *writer = first;
  if (in.u8() > kVersion && in.ok()) return base::fail(base::Fault::TooNew, "message version");
  return {};
}

}  // namespace

base::Bytes encode(const Request& request) {
  base::Writer out;
  std::visit([&](const auto& what) {
    write_head(out, uint8_t(ask_of(what)), version_of(ask_of(what)), reads_of(what));
    out.u64(request.device);
    write(out, what);
  }, request.what);
  return out.take();
}

base::Result<Request> decode_request(base::ByteView bytes, bool cut) {
  base::Reader in(bytes);
  uint8_t writer = 0;
  TRY_DO(check_version(in, &writer));
  const Ask ask = Ask(in.u8());
  Request request;
  request.device = in.u64();
  if (ask == Ask::Exchange) {
    Exchange exchange = read_exchange(in, bytes, cut);
    exchange.reads = std::max(writer, kWordsVersion);
    request.what = std::move(exchange);
  } else if (ask == Ask::Probe) {
    request.what = Probe{in.u64()};
  } else if (ask == Ask::Resume) {
    const uint64_t id = in.u64();
    request.what = Resume{id, in.varint()};
  } else if (ask == Ask::ForkReport) {
    ForkReport report;
    report.held = in.varint();
    report.chain = in.array<8>();
    request.what = report;
  } else if (ask == Ask::AskBlobs) {
    request.what = read_ask_blobs(in);
  } else if (ask == Ask::BlobUp) {
    request.what = read_blob_up(in, bytes, cut);
  } else if (ask == Ask::BlobDown) {
    request.what = read_blob_down(in);
  } else {
    in.fail();
  }
  if (!in.done()) return base::fail(base::Fault::Corrupt, "request bytes " + std::to_string(bytes.size()));
  return request;
}

base::Bytes encode(const Answer& answer) {
  base::Writer out;
  std::visit([&](const auto& what) {
    write_head(out, uint8_t(tell_of(what)), version_of(answer));
    write(out, what);
  }, answer);
  return out.take();
}

base::Result<Answer> decode_answer(base::ByteView bytes, bool cut) {
  base::Reader in(bytes);
  TRY_DO(check_version(in));
  const Tell tell = Tell(in.u8());
  Answer answer;
  if (tell == Tell::Reply) {
    answer = read_reply(in);
  } else if (tell == Tell::Staged) {
    Staged staged;
    staged.held = in.varint();
    staged.chain = in.array<8>();
    staged.offset = in.varint();
    answer = staged;
  } else if (tell == Tell::Refusal) {
    Refusal refusal;
    refusal.status = Status(in.u8());
    refusal.retry_after_s = in.varint();
    if (refusal.status == Status::Ok || refusal.status > Status::OverQuota) in.fail();
    answer = refusal;
  } else if (tell == Tell::BlobStates) {
    answer = read_blob_states(in);
  } else if (tell == Tell::BlobPart) {
    answer = read_blob_part(in, cut);
  } else {
    in.fail();
  }
  if (!in.done()) return base::fail(base::Fault::Corrupt, "answer bytes " + std::to_string(bytes.size()));
  return answer;
}

base::Bytes encode_long(const LongPart& part) {
  base::Writer out;
  write_head(out, uint8_t(Tell::Long));
  out.u64(part.answer_id);
  out.varint(part.total);
  out.varint(part.offset);
  out.bytes(part.body);
  return out.take();
}

bool is_blob_part(base::ByteView bytes) { return bytes.size() >= 3 && bytes[2] == uint8_t(Tell::BlobPart); }

bool is_long(base::ByteView bytes) { return bytes.size() >= 3 && bytes[2] == uint8_t(Tell::Long); }

base::Result<std::optional<LongPart>> decode_long(base::ByteView bytes) {
  base::Reader in(bytes);
  TRY_DO(check_version(in));
  in.u8();
  LongPart part;
  part.answer_id = in.u64();
  part.total = in.varint();
  part.offset = in.varint();
  if (!in.ok()) return std::nullopt;
  if (part.total > kAnswerBytesMax || part.offset > part.total || in.left() > part.total - part.offset) return base::fail(base::Fault::Corrupt, "long answer");
  part.body = bytes.last(in.left());
  return part;
}

const char* status_name(Status status) {
  static constexpr const char* kNames[] = {"ok", "corrupt", "too_new", "too_old", "stranger", "revoked", "other_epoch", "forked", "send_whole", "busy", "full", "too_large", "gone", "wipe", "wipe_now", "unnamed", "mismatch", "over_quota"};
  return size_t(status) < std::size(kNames) ? kNames[size_t(status)] : "unknown";
}

}  // namespace wire
