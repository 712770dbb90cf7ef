// What IT orders and gives through the hub: tablets told to destroy what they hold, forms packs, keys, and the list of who has what.
#include "app/care/record_types.h"
#include "app/care/worker.h"
#include "app/hub/service.h"
#include "platform/base/log.h"
#include "sync/wire/about.h"

namespace hub {
namespace {

constexpr const char* kStandings[] = {"enrolled", "revoked", "forked"};

net::Response refused() { return {403, {}, "text/plain", 0}; }

base::Bytes refusal(wire::Status status) { return wire::encode(wire::Answer(wire::Refusal{status, 0})); }

// As a device that has destroyed everything asks.
bool holds_nothing(const wire::Exchange& exchange) { return exchange.epoch == wire::Epoch{} && exchange.cursor == 0 && exchange.grants == 0 && exchange.held == 0; }

std::string wipe_words(const WipeRow& row) {
  const std::string how = row.how == WipeHow::Now ? "now" : "after-sending";
  return how + "/" + std::to_string(row.ordered_s) + "/" + std::to_string(row.told_s) + "/" + std::to_string(row.done_s);
}

}  // namespace

// PROTOCOL.md, section 6: what it brings is taken, and it gets nothing. Of a revoked one nothing is taken either, so it need not wait.
base::Bytes Service::under_wipe(uint64_t device, WipeHow how, base::ByteView body) {
  const auto read = wire::decode_request(body, true);
  if (!read) return hub_->answer(body);
  const auto row = hub_->device(device);
  const bool taken = row && *row && (*row)->standing == reconcile::Standing::Enrolled;
  const auto* exchange = std::get_if<wire::Exchange>(&read->what);
  const bool asks_of_own = std::holds_alternative<wire::Probe>(read->what) || std::holds_alternative<wire::AskBlobs>(read->what);
  const bool brings = (exchange && exchange->upload.total > 0) || std::holds_alternative<wire::BlobUp>(read->what) || asks_of_own;
  if (taken && brings) return without_feed(device, exchange, hub_->answer(body));
  if (exchange && !brings) {
    const base::Status noted = holds_nothing(*exchange) ? orders_->note_done(device) : orders_->note_told(device);
    if (!noted) base::log(base::Level::Error, "a wipe was not noted: " + noted.error().detail);
  }
  return refusal(how == WipeHow::Now || !taken ? wire::Status::WipeNow : wire::Status::Wipe);
}

base::Bytes Service::without_feed(uint64_t device, const wire::Exchange* exchange, base::Bytes answer) {
  const auto read = wire::decode_answer(answer);
  if (!exchange || (read && !std::holds_alternative<wire::Reply>(*read))) return answer;
  const auto row = hub_->device(device);
  if (!row || !*row) return refusal(wire::Status::Stranger);
  wire::Reply bare;
  bare.epoch = hub_->epoch();
  bare.unix_s = options_.clock->now_ms() / 1000;
  bare.held = (*row)->held;
  std::copy_n((*row)->chain.begin(), bare.chain.size(), bare.chain.begin());
  bare.cursor = exchange->cursor;
  bare.grants = exchange->grants;
  bare.more = true;  // so that it is told without waiting for its next time
  return wire::encode(wire::Answer(bare));
}

// A request that cannot be read says nothing of a clock; that somebody was here with the device's certificate is known all the same.
Orders::Seen Service::seen_in(uint64_t device, base::ByteView body) {
  const auto read = wire::decode_request(body, true);
  const auto* exchange = read ? std::get_if<wire::Exchange>(&read->what) : nullptr;
  return {device, exchange ? std::optional(exchange->unix_s) : std::nullopt};
}

void Service::note_seen(std::span<const Orders::Seen> all) {
  if (all.empty()) return;
  if (const base::Status noted = orders_->note_seen(all); !noted) base::log(base::Level::Warning, "who was here was not noted: " + noted.error().detail);
}

bool Service::may_be_given(uint64_t device) {
  const auto row = hub_->device(device);
  return row && *row && (*row)->standing == reconcile::Standing::Enrolled && !orders_->wiping(device);
}

net::Response Service::about(uint64_t device, base::ByteView body) {
  const auto read = wire::decode_about_request(body);
  if (!read) return {400, {}, "text/plain", 0};
  if (read->device != device || !may_be_given(device)) return refused();
  if (const base::Status noted = orders_->note_about(device, read->app_version, read->forms_pack); !noted) base::log(base::Level::Warning, "about a device: " + noted.error().detail);
  return {200, wire::encode(offer_->about())};
}

net::Response Service::forms_part(uint64_t device, base::ByteView body) {
  const auto read = wire::decode_forms_request(body);
  if (!read) return {400, {}, "text/plain", 0};
  if (read->device != device || !may_be_given(device)) return refused();
  return {200, offer_->part(*read)};
}

base::Result<std::string> Service::order_wipe(uint64_t device, std::string_view how) {
  TRY(const auto row, hub_->device(device));
  if (!row) return base::fail(base::Fault::NotFound, "device");
  if (how == "back") TRY_DO(orders_->take_back_wipe(device));
  else TRY_DO(orders_->order_wipe(device, how == "now" ? WipeHow::Now : WipeHow::AfterSending));
  base::log(base::Level::Info, "wipe of device " + std::to_string(device) + (how == "back" ? " taken back" : " ordered"));
  return std::to_string(device);
}

base::Result<std::string> Service::list_devices() {
  TRY(const std::vector<uint64_t> known, devices());
  std::string out = std::to_string(known.size());
  for (const uint64_t each : known) {
    TRY(const auto row, hub_->device(each));
    if (!row) continue;
    const AboutRow about = orders_->about(each);
    TRY(const auto wipe, orders_->wipe(each));
    out += "\ndevice " + std::to_string(each) + " worker " + row->worker + " " + kStandings[int(row->standing)] + " held " + std::to_string(row->held) + " seen " + std::to_string(about.seen_s) + " applied " +
           std::to_string(row->applied) + " ahead " + std::to_string(about.ahead_s);
    if (!about.app_version.empty()) out += " app " + about.app_version + " forms " + std::to_string(about.forms_pack);
    if (wipe) out += " wipe " + wipe_words(*wipe);
    record::RecordId worker;
    if (record::parse_record_id(row->worker, worker)) {
      TRY(const record::Record who, hub_->read(worker));
      if (const std::string name = care::worker_from(who).name; !name.empty()) out += " name " + name;
    }
  }
  return out;
}

base::Result<std::string> Service::list_workers() {
  TRY(const std::vector<record::Record> shared, hub_->read_bucket(shared_bucket()));
  std::string out;
  size_t count = 0;
  for (const record::Record& record : shared) {
    if (record.type != care::kWorkerRecord) continue;
    const care::Worker worker = care::worker_from(record);
    if (worker.kind == "team") continue;
    out += "\nworker " + record::to_string(record.id) + " role " + (worker.role.empty() ? "?" : worker.role) + " name " + worker.name;
    ++count;
  }
  return std::to_string(count) + out;
}

}  // namespace hub
