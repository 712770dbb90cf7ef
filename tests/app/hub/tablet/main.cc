// hub-test-tablet FOLDER URL [--finish]: a tablet in a process of its own, to be killed: it writes words, says "saved WORD" once each is on the disk, and syncs now and
// then over TLS ("held N" is what the hub said it has). With --finish it only syncs, until there is no more to say, and prints the digest of all it has.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "app/care/record_types.h"
#include "platform/net/client.h"
#include "platform/os/file.h"
#include "sync/changeset/digest.h"
#include "sync/record/sync_types.h"
#include "sync/replica/replica.h"

namespace {

constexpr int kTriesMax = 2'000, kExchangesMax = 50;
constexpr uint64_t kWaitingMax = 12;       // then it writes no more until some of it is at the hub
constexpr size_t kSharedBytesMax = 1'500;  // of the note everybody writes in

std::string text_of(const std::string& file) { return std::string(base::text_view(os::read_file(file, 1 << 20).value())); }

changeset::Vocabulary shipped() {
  changeset::Vocabulary vocabulary;
  auto dictionary = changeset::Dictionary::decode(os::read_file("assets/dictionaries/words-1.dictionary", changeset::kDictionaryBytesMax).value());
  vocabulary.dictionary = std::make_shared<const changeset::Dictionary>(std::move(dictionary.value()));
  return vocabulary;
}

class Desk {
 public:
  Desk(const std::string& folder, const std::string& url)
      : keys_(os::read_file(folder + "/keys", 64).value()), device_(std::strtoull(text_of(folder + "/device").c_str(), nullptr, 10)), worker_(text_of(folder + "/worker")),
        key_(crypto::SigningKey::from_seed(crypto::Key(std::span<const uint8_t, 32>(keys_.data() + 32, 32)))) {
    (void)record::parse_record_id(text_of(folder + "/person"), person_);
    (void)record::parse_record_id(text_of(folder + "/shared"), shared_);
    store::Options options;
    options.device = device_;
    options.reserve_bytes = 0;
    const crypto::Key data(std::span<const uint8_t, 32>(keys_.data(), 32));
    const std::string place = folder + "/store";
    store_.emplace(std::move((store::Store::exists(place) ? store::Store::open(place, data, options) : store::Store::create(place, data, options)).value()));
    replica_.emplace(std::move(replica::Replica::open(*store_, device_, key_, {}, shipped()).value()));
    net::ClientOptions way;
    way.url = url;
    way.authority = text_of(folder + "/authority.crt");
    way.identity = net::Identity{text_of(folder + "/certificate"), text_of(folder + "/tls_key")};
    way.idle_ms = 5'000;
    client_ = std::move(net::Client::make(way).value());
  }

  void write() {
    if (store_->last_sequence() - replica_->state().held > kWaitingMax) return;
    const std::string word = "w" + std::to_string(device_) + "x" + std::to_string(store_->last_sequence() + 1) + ".";
    store::Commit commit;
    commit.author = worker_;
    const std::string shown(store_->read(care::kNoteRecord, shared_).value_or(record::Record()).utf8("body/text"));
    if (shown.empty() || shown.size() > kSharedBytesMax || os::system_random().next_u64() % 2 == 0) {
      const record::RecordId note = record::make_record_id(os::system_clock().now_ms(), os::system_random());
      commit.edits = {{note, care::kNoteRecord, "head/person", record::atom(record::to_string(person_))}, {note, care::kNoteRecord, "body/text", record::text(word)}};
    } else {
      commit.edits = {{shared_, care::kNoteRecord, "body/text", record::text(shown + " " + word)}};
    }
    if (store_->commit(commit)) std::printf("saved %s\n", word.c_str());
  }

  // True: there is no more to say or hear.
  bool sync() {
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

  std::string digest() const {
    std::map<record::RecordId, record::Record> all;
    std::vector<record::RecordType> types(std::begin(care::kListedRecords), std::end(care::kListedRecords));
    types.insert(types.end(), {record::kConflictType, record::kVerdictType});
    for (const record::RecordType type : types) {
      std::vector<record::RecordId> ids;
      (void)store_->each_head(type, [&](const record::RecordId& id, const record::FieldMap&) { ids.push_back(id); });
      for (const record::RecordId& id : ids) all[id] = store_->read(type, id).value();
    }
    return changeset::digest_of(all) + " records " + std::to_string(all.size());
  }

 private:
  base::Bytes keys_;  // of the data, then of the signatures
  uint64_t device_;
  std::string worker_;
  crypto::SigningKey key_;
  record::RecordId person_, shared_;
  std::optional<store::Store> store_;
  std::optional<replica::Replica> replica_;
  std::unique_ptr<net::Client> client_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  std::setvbuf(stdout, nullptr, _IOLBF, 1024);
  Desk desk(argv[1], argv[2]);
  if (argc > 3) {
    for (int i = 0; i < kTriesMax; ++i)
      if (desk.sync()) return std::printf("digest %s\n", desk.digest().c_str()), 0;
    return 1;
  }
  for (;;) {
    for (uint64_t i = os::system_random().next_u64() % 6; i > 0; --i) desk.write();
    (void)desk.sync();
  }
}
