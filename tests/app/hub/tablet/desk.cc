#include "tests/app/hub/tablet/desk.h"

#include <cstdio>
#include <cstdlib>

#include "app/care/record_types.h"
#include "app/dictionaries/shipped.h"
#include "platform/os/file.h"
#include "sync/changeset/digest.h"

namespace test_tablet {
namespace {

constexpr int kExchangesMax = 50;
constexpr int64_t kIdleMs = 2'000;

std::string text_of(const std::string& file) { return std::string(base::text_view(os::read_file(file, 1 << 20).value())); }

record::RecordId id_of(const std::string& file) {
  record::RecordId id;
  (void)record::parse_record_id(text_of(file), id);
  return id;
}

crypto::Key key_at(const base::Bytes& keys, size_t at) { return crypto::Key(std::span<const uint8_t, 32>(keys.data() + at, 32)); }

changeset::Vocabulary shipped() { return dictionaries::newest("assets").value(); }

}  // namespace

Desk::Desk(const std::string& folder, const std::string& url)
    : keys(os::read_file(folder + "/keys", 64).value()), device(std::strtoull(text_of(folder + "/device").c_str(), nullptr, 10)), worker(id_of(folder + "/worker")), person(id_of(folder + "/person")),
      shared(id_of(folder + "/shared")), key_(crypto::SigningKey::from_seed(key_at(keys, 32))) {
  store::Options options;
  options.device = device;
  options.reserve_bytes = 0;
  const crypto::Key data = key_at(keys, 0);
  const std::string place = folder + "/store";
  store_.emplace(std::move((store::Store::exists(place) ? store::Store::open(place, data, options) : store::Store::create(place, data, options)).value()));
  replica_.emplace(std::move(replica::Replica::open(*store_, device, key_, {}, shipped()).value()));
  net::ClientOptions way;
  way.url = url;
  way.authority = text_of(folder + "/authority.crt");
  way.identity = net::Identity{text_of(folder + "/certificate"), text_of(folder + "/tls_key")};
  way.idle_ms = kIdleMs;
  client_ = std::move(net::Client::make(way).value());
}

bool Desk::commit(std::vector<record::Edit> edits, const std::vector<std::string>& words) {
  store::Commit commit;
  commit.author = record::to_string(worker);
  commit.edits = std::move(edits);
  if (const auto done = store_->commit(commit); !done) return std::printf("not saved: %s\n", done.error().detail.c_str()), false;
  for (const std::string& word : words) std::printf("saved %s\n", word.c_str());
  return true;
}

std::string Desk::new_word(int number) const { return "w" + std::to_string(device) + "x" + std::to_string(store_->last_sequence() + 1) + "n" + std::to_string(number) + "."; }

record::RecordId Desk::new_id() { return record::make_record_id(os::system_clock().now_ms(), chance()); }

bool Desk::sync() {
  for (int i = 0; i < kExchangesMax; ++i) {
    const net::Reply reply = client_->post("/sync", replica_->request().value());
    if (!reply.ok()) {
      if (wire::is_long(reply.body)) (void)replica_->answer(reply.body);
      replica_->link_lost();
      return false;
    }
    const auto outcome = replica_->answer(reply.body);
    if (!outcome) return std::printf("not taken: %s\n", outcome.error().detail.c_str()), replica_->link_lost(), false;
    if (outcome->status != wire::Status::Ok) return std::printf("refused %s\n", wire::status_name(outcome->status)), false;
    std::printf("held %llu\n", (unsigned long long)replica_->state().held);
    if (!outcome->more) return true;
  }
  return false;
}

std::string Desk::digest() const {
  std::map<record::RecordId, record::Record> all;
  for (const record::RecordType type : care::kListedRecords) {
    std::vector<record::RecordId> ids;
    (void)store_->each_head(type, [&](const record::RecordId& id, const record::FieldMap&) { ids.push_back(id); });
    for (const record::RecordId& id : ids) all[id] = store_->read(type, id).value();
  }
  return changeset::digest_of(all) + " records " + std::to_string(all.size());
}

}  // namespace test_tablet
