// Blobs, when a session has said all its words: one part at a time, and new words go between two of them.
#include "platform/base/log.h"
#include "sync/session/driver.h"
#include "sync/session/why_of.h"

namespace session {
namespace {
constexpr int kBlobStatusOk = 200;
}  // namespace

bool Driver::run_blobs() {
  if (!replica_ || !may_speak() || status_.paused || status_.active || schedule_.wait_ms() == 0 || status_.why != Why::None) return false;
  auto request = replica_->blob_request();
  if (!request) return base::log(base::Level::Warning, std::string("sync: no blob: ") + base::fault_name(request.error().fault) + ": " + request.error().detail), false;
  count_blobs();
  if (!*request) return false;
  carrier_->send(kSyncPath, std::move(**request));
  return carrying_ = on_blob_ = true;
}

// A link that is lost here is tried again as after any failure; what arrived is not sent again.
void Driver::take_blob(const net::Reply& reply) {
  if (reply.trouble != net::Trouble::None || reply.status != kBlobStatusOk) {
    if (wire::is_blob_part(reply.body)) tell_of_blobs(replica_->answer(reply.body));
    replica_->link_lost();
    return put_off_blobs(reply.trouble != net::Trouble::None ? why_of(reply.trouble) : Why::Garbled, uint64_t(reply.retry_after_s));
  }
  const auto outcome = replica_->answer(reply.body);
  if (!outcome) {
    replica_->link_lost();
    return put_off_blobs(outcome.error().fault == base::Fault::Corrupt ? Why::Garbled : Why::Tablet, 0);
  }
  tell_of_blobs(outcome);
  // The words' own session hears of a wipe; when it has, what would come down is refused and what goes up goes on.
  if (outcome->status == wire::Status::Wipe || outcome->status == wire::Status::WipeNow) return bringing_blobs_ ? void() : schedule_.now();
  if (outcome->status != wire::Status::Ok) return put_off_blobs(why_of(outcome->status), outcome->retry_after_s);
  if (outcome->more) schedule_.changed();
}

void Driver::put_off_blobs(Why why, uint64_t retry_after_s) {
  if (why == Why::Stopped) return;  // she paused
  status_.why = why;
  schedule_.failed(why, retry_after_s, true);
  if (std::exchange(news_, false)) schedule_.network_back();
  keep_diary();
}

void Driver::tell_of_blobs(const base::Result<replica::Outcome>& outcome) {
  if (!outcome) return;
  count_blobs();
  if (options_.on_blobs && !(outcome->blobs.arrived.empty() && outcome->blobs.sent.empty())) options_.on_blobs(outcome->blobs);
}

void Driver::want_blob(const blob::Name& name) {
  if (!replica_) return;
  replica_->want_blob(name);
  run_blobs();
}

// What waits to be sent, what is being fetched, and how far each is.
void Driver::count_blobs() {
  if (!replica_) return;
  Blobs blobs;
  for (const replica::Carried& each : replica_->carried_blobs()) {
    using Where = replica::Carried::Where;
    if (each.where == Where::Both) continue;
    const bool up = each.where == Where::Waiting || each.where == Where::Refused;
    ++(up ? blobs.to_send : blobs.to_fetch);
    if (up) blobs.bytes_to_send += each.total - each.done;
    if (up || (blobs.each.size() < kBlobsTold && (each.done > 0 || each.where == Where::Missing))) blobs.each.push_back(each);
  }
  status_.blobs = std::move(blobs);
}

}  // namespace session
