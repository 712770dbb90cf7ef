#include "app/hub/service.h"

#include <charconv>
#include <map>
#include <set>

#include "app/dictionaries/shipped.h"
#include "platform/base/log.h"
#include "platform/os/file.h"
#include "sync/changeset/digest.h"
#include "sync/reconcile/keys.h"

namespace hub {
namespace {

constexpr int64_t kDayS = 24 * 60 * 60;
constexpr int64_t kAuthorityDays = 20 * 365, kServerDays = 2 * 365, kDeviceDays = 5 * 365;
constexpr int64_t kClockSlackS = kDayS;
constexpr size_t kDeviceAt = 3;  // of a request: PROTOCOL.md, section 3
constexpr const char* kLocalRules = "codes/local-rules.csv";
constexpr size_t kRulesBytesMax = 1 << 20;

bool number_in(std::string_view text, uint64_t& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size() && out != 0;
}

// Without the file no council's rules are known, and the hub does not start: it would guard by somebody else's.
base::Result<care::LocalRules> local_rules(const std::string& assets_dir) {
  TRY(const base::Bytes bytes, os::read_file(assets_dir + "/" + kLocalRules, kRulesBytesMax));
  return care::LocalRules::parse(base::text_view(bytes));
}

net::Response plain_status(int status) { return {status, {}, "text/plain", 0}; }

bool states_another(base::ByteView body, uint64_t device) { return body.size() >= kDeviceAt + 8 && base::Reader(body.subspan(kDeviceAt)).u64() != device; }

std::vector<std::string> words_of(const std::string& line) {
  std::vector<std::string> out(1);
  for (const char c : line) {
    if (c == ' ' || c == '\n') out.emplace_back();
    else out.back() += c;
  }
  std::erase(out, "");
  return out;
}

}  // namespace

Service::Service(const ServiceOptions& options, os::FolderLock lock, std::unique_ptr<reconcile::LmdbTable> table, net::Authority authority,
                 care::LocalRules rules)
    : options_(options), lock_(std::move(lock)), table_(std::move(table)), authority_(std::move(authority)), scope_(std::move(rules), *options.clock), codes_(*table_, *options.clock, *options.random) {}

base::Result<std::unique_ptr<Service>> Service::open(const ServiceOptions& options) {
  const std::string table_dir = options.data_dir + "/table";
  TRY_DO(os::make_folders(table_dir));
  TRY(os::FolderLock lock, os::FolderLock::take(options.data_dir));
  TRY(auto table, reconcile::LmdbTable::open(table_dir));
  const int64_t now_s = options.clock->now_ms() / 1000;
  TRY(net::Authority authority, net::Authority::open_or_make(options.data_dir, "Doorstep hub", {now_s - kClockSlackS, now_s + kAuthorityDays * kDayS}));
  TRY_DO(os::replace_file(options.data_dir + "/authority.crt", base::view(authority.certificate()), 0644));  // what tablets are given
  TRY(const changeset::Vocabulary vocabulary, dictionaries::newest(options.assets_dir));
  TRY(changeset::Library library, dictionaries::all(options.assets_dir));
  TRY(care::LocalRules rules, local_rules(options.assets_dir));
  std::unique_ptr<Service> service(new Service(options, std::move(lock), std::move(table), std::move(authority), std::move(rules)));
  reconcile::HubOptions hub;
  hub.clock = options.clock;
  hub.random = options.random;
  hub.threads = options.threads;
  TRY(service->orders_, Orders::open(*service->table_, *options.clock));
  TRY(service->offer_, Offer::open(options.data_dir, *options.random, *options.clock));
  TRY_DO(os::make_folders(options.data_dir + "/blobs"));
  TRY(service->blobs_, reconcile::LmdbTable::open(options.data_dir + "/blobs"));
  hub.blobs = service->blobs_.get();
  TRY(service->hub_, reconcile::Hub::open(*service->table_, service->scope_, std::move(library), vocabulary, hub));
  return service;
}

base::Result<net::Identity> Service::make_server_identity(const std::vector<std::string>& hosts) const {
  TRY(std::string key, net::make_key());
  TRY(const net::Validity authority, net::validity_of(authority_.certificate()));
  // From the authority's first day on, so that a tablet whose clock is behind gets in and can be told.
  TRY(std::string certificate, authority_.certify_server(key, hosts, {authority.from_s, options_.clock->now_ms() / 1000 + kServerDays * kDayS}));
  return net::Identity{std::move(certificate), std::move(key)};
}

// All exchanges at hand go to one call: their pushes are made durable by one commit.
std::vector<net::Response> Service::answer(std::span<net::Request> requests) {
  std::vector<net::Response> out(requests.size());
  std::vector<base::ByteView> bodies;
  std::vector<size_t> whose;
  std::vector<Orders::Seen> seen;
  for (size_t i = 0; i < requests.size(); ++i) {
    const net::Request& request = requests[i];
    uint64_t device = 0;
    if (request.path == kEnrolPath && request.whole) out[i] = request.method == "POST" ? enrol(request) : plain_status(405);
    else if (request.path != kSyncPath && request.path != wire::kAboutPath && request.path != wire::kFormsPath) out[i] = plain_status(404);
    else if (request.method != "POST") out[i] = plain_status(405);
    else if (!request.peer || !number_in(*request.peer, device)) out[i] = plain_status(403);
    else if (request.path == wire::kAboutPath) out[i] = about(device, request.body);
    else if (request.path == wire::kFormsPath) out[i] = forms_part(device, request.body);
    else if (states_another(request.body, device)) out[i].body = wire::encode(wire::Answer(wire::Refusal{wire::Status::Stranger, 0}));
    else {
      seen.push_back(seen_in(device, request.body));
      if (const auto how = orders_->wiping(device)) out[i].body = under_wipe(device, *how, request.body);
      else bodies.push_back(request.body), whose.push_back(i);
    }
  }
  note_seen(seen);
  std::vector<base::Bytes> answers = hub_->answer(bodies);
  for (size_t i = 0; i < answers.size(); ++i) out[whose[i]].body = std::move(answers[i]);
  return out;
}

net::Response Service::enrol(const net::Request& request) {
  const auto read = wire::decode_enrol_request(request.body);
  if (!read) return plain_status(400);
  auto answer = admit(*read);
  if (answer) return {200, std::move(*answer)};
  base::log(base::Level::Warning, "enrolment refused: " + answer.error().detail);
  switch (answer.error().fault) {
    case base::Fault::Denied: return plain_status(403);
    case base::Fault::BadInput: return plain_status(400);
    default: return plain_status(503);
  }
}

base::Result<base::Bytes> Service::admit(const wire::EnrolRequest& request) {
  const int64_t now_s = options_.clock->now_ms() / 1000;
  // Before the code is used up: a request that cannot be signed costs nobody a code. The name is put in when it is known.
  TRY_DO(authority_.certify_device(request.certificate_request, "0", {now_s, now_s}));
  TRY(const Admitted admitted, codes_.use(request));
  TRY_DO(hub_->enrol(admitted.device, request.key, admitted.worker));
  TRY_DO(grant_first(admitted.device, admitted.worker));
  wire::EnrolAnswer answer{admitted.device, hub_->epoch(), now_s, admitted.worker, {}, authority_.certificate()};
  TRY(answer.certificate, authority_.certify_device(request.certificate_request, std::to_string(admitted.device), {now_s - kClockSlackS, now_s + kDeviceDays * kDayS}));
  base::log(base::Level::Info, "enrolled device " + std::to_string(admitted.device));
  return wire::encode(answer);
}

// What everybody has, and what the worker's other devices have.
base::Status Service::grant_first(uint64_t device, const std::string& worker) {
  std::set<record::RecordId> buckets{shared_bucket()};
  if (options_.demo) {
    TRY(const auto all, hub_->buckets());
    buckets.insert(all.begin(), all.end());
  }
  TRY(const std::vector<uint64_t> known, devices());
  for (const uint64_t other : known) {
    TRY(const auto row, hub_->device(other));
    if (other == device || !row || row->worker != worker) continue;
    TRY_DO(table_->read([&](const reconcile::TableReader& table) {
      const reconcile::Key prefix = reconcile::Key(reconcile::Kind::Granted).add64(other);
      return table.scan(prefix, [&](base::ByteView key, base::ByteView) -> base::Result<bool> { return buckets.insert(reconcile::id_at(key, prefix.size())), true; });
    }));
  }
  for (const uint64_t each : known) buckets.erase(reconcile::private_bucket_of(each));
  return hub_->grant_all(device, std::vector<record::RecordId>(buckets.begin(), buckets.end()));
}

base::Result<std::vector<uint64_t>> Service::devices() {
  std::vector<uint64_t> out;
  TRY_DO(table_->read([&](const reconcile::TableReader& table) {
    return table.scan(reconcile::Key(reconcile::Kind::Device), [&](base::ByteView key, base::ByteView) -> base::Result<bool> { return out.push_back(reconcile::number_at_end(key)), true; });
  }));
  return out;
}

std::string Service::command(const std::string& line) {
  const auto done = obey(words_of(line));
  return done ? "ok " + *done : std::string("error ") + base::fault_name(done.error().fault) + ": " + done.error().detail;
}

base::Result<std::string> Service::obey(std::span<const std::string> words) {
  const std::string verb = words.empty() ? "" : words[0];
  uint64_t number = 0;
  record::RecordId bucket;
  if (verb == "devices" && words.size() == 1) return list_devices();
  if (verb == "workers" && words.size() == 1) return list_workers();
  if (verb == "digest" && words.size() == 1) return digest();
  if (verb == "offer" && words.size() == 1) {
    TRY(const uint64_t pack, offer_->reload());
    return std::to_string(pack);
  }
  if (verb == "code" && (words.size() == 2 || (words.size() == 3 && number_in(words[2], number)))) return codes_.make(words[1], number ? int64_t(number) * 60 : kCodeLastsS);
  const bool names_device = words.size() >= 2 && number_in(words[1], number);
  if (verb == "revoke" && words.size() == 2 && names_device) {
    TRY_DO(hub_->revoke(number));
    return words[1];
  }
  if (verb == "wipe" && names_device && (words.size() == 2 || (words.size() == 3 && (words[2] == "now" || words[2] == "back")))) return order_wipe(number, words.size() == 3 ? words[2] : "");
  if (verb == "grant" && words.size() == 3 && names_device && words[2] == "all") {
    TRY(const auto all, hub_->buckets());
    std::set<record::RecordId> buckets(all.begin(), all.end());
    TRY(const std::vector<uint64_t> known, devices());
    for (const uint64_t each : known) buckets.erase(reconcile::private_bucket_of(each));
    TRY_DO(hub_->grant_all(number, std::vector<record::RecordId>(buckets.begin(), buckets.end())));
    return std::to_string(buckets.size());
  }
  if ((verb == "grant" || verb == "drop") && words.size() == 3 && names_device && record::parse_record_id(words[2], bucket)) {
    TRY_DO(hub_->grant(number, bucket, verb == "grant"));
    return words[1];
  }
  return base::fail(base::Fault::BadInput, "code WORKER [MINUTES] | revoke DEVICE | wipe DEVICE [now|back] | grant DEVICE BUCKET|all | drop DEVICE BUCKET | devices | workers | offer | digest");
}

// Of every record and value, by id: equal to a replica's that has seen everything.
base::Result<std::string> Service::digest() {
  TRY(const auto buckets, hub_->buckets());
  std::map<record::RecordId, record::Record> all;
  for (const record::RecordId& bucket : buckets) {
    TRY(auto records, hub_->read_bucket(bucket));
    for (record::Record& record : records) all[record.id] = std::move(record);
  }
  return changeset::digest_of(all) + " records " + std::to_string(all.size());
}

}  // namespace hub
