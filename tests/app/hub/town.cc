#include "tests/app/hub/town.h"

#include <gtest/gtest.h>
#include <signal.h>

#include "app/care/attachment.h"
#include "app/care/record_types.h"
#include "app/dictionaries/shipped.h"
#include "platform/crypto/crypto.h"
#include "platform/os/file.h"
#include "sync/changeset/digest.h"
#include "sync/record/sync_types.h"

namespace hub {
namespace {

constexpr int64_t kListenMs = 5;

std::string text_of_file(const std::string& file) { return std::string(base::text_view(os::read_file(file, 1 << 20).value())); }

uint64_t number_after(const std::string& text, const std::string& words) {
  const size_t at = text.find(words);
  return at == std::string::npos ? 0 : std::strtoull(text.c_str() + at + words.size(), nullptr, 10);
}

net::ClientOptions way_to(const HubProcess& hub, std::optional<net::Identity> identity) {
  net::ClientOptions out;
  out.url = hub.url();
  out.authority = hub.authority();
  out.identity = std::move(identity);
  return out;
}

}  // namespace

changeset::Vocabulary shipped() { return dictionaries::newest("assets").value(); }

void HubProcess::start() {
  std::vector<std::string> arguments{DOORSTEP_HUB, "--data", folder_.path(), "--listen", "127.0.0.1:" + std::to_string(port_)};
  if (demo_) arguments.push_back("--demo");
  process_ = std::make_unique<support::Child>(arguments);
  while (process_->output().find(" listens on ") == std::string::npos && process_->listen(kListenMs)) {}
  ASSERT_NE(process_->output().find(" listens on "), std::string::npos) << process_->output();
  port_ = int(number_after(process_->output(), " listens on 127.0.0.1:"));
}

int HubProcess::end() {
  ::kill(process_->pid(), SIGTERM);
  return process_->wait(20'000);
}

std::string HubProcess::authority() const { return text_of_file(folder_ / "authority.crt"); }

std::string HubProcess::command(const std::vector<std::string>& words) const {
  std::vector<std::string> arguments{DOORSTEP_HUB};
  arguments.insert(arguments.end(), words.begin(), words.end());
  arguments.insert(arguments.end(), {"--data", folder_.path()});
  return support::run_child(arguments).output;
}

std::string HubProcess::code(const std::string& worker) const {
  const std::string said = command({"code", "--worker", worker});
  EXPECT_EQ(said.substr(0, 3), "ok ") << said;
  return said.substr(3, 14);
}

uint64_t HubProcess::held_of(uint64_t device) const {
  const std::string all = command({"devices"});
  return number_after(all.substr(std::min(all.size(), all.find("device " + std::to_string(device) + " "))), " held ");
}

Applicant::Applicant(uint64_t seed) : random(seed), key(crypto::SigningKey::random(random)), tls_key(net::make_key().value()) {
  request.key = key.verify_key();
  request.certificate_request = net::make_certificate_request(tls_key).value();
}

net::Reply Applicant::apply(const HubProcess& hub, const std::string& code) {
  request.code = code;
  return std::move(net::Client::make(way_to(hub, std::nullopt)).value())->post("/enrol", wire::encode(request, key));
}

Tablet::Tablet(HubProcess& hub, uint64_t seed, const std::string& worker) : applicant_(seed), worker_(worker) {
  const net::Reply reply = applicant_.apply(hub, hub.code(worker));
  EXPECT_TRUE(reply.ok()) << net::trouble_name(reply.trouble) << " " << reply.status;
  enrolled_ = wire::decode_enrol_answer(reply.body).value();
  store::Options options;
  options.device = enrolled_.device;
  options.random = &applicant_.random;
  options.reserve_bytes = 0;
  options.blobs = care::blob_fields();
  store_.emplace(std::move(store::Store::create(folder_ / "store", crypto::Key::random(applicant_.random), options).value()));
  replica::Options how;
  how.blobs.fields = options.blobs;
  replica_.emplace(std::move(replica::Replica::open(*store_, enrolled_.device, applicant_.key, {}, shipped(), how).value()));
  way_ = way_to(hub, identity());
  client_ = std::move(net::Client::make(way_).value());
}

void Tablet::commit(std::vector<record::Edit> edits) {
  store::Commit commit;
  commit.edits = std::move(edits);
  commit.author = worker_;
  const auto done = store_->commit(commit);
  ASSERT_TRUE(done) << done.error().detail;
}

record::RecordId Tablet::begins_person(const std::string& family) {
  const record::RecordId id = record::make_record_id(os::system_clock().now_ms(), applicant_.random);
  commit({{id, care::kPersonRecord, "head/family", record::atom(family)}});
  return id;
}

record::RecordId Tablet::writes_note(const record::RecordId& person, const std::string& words, bool draft) {
  const record::RecordId id = record::make_record_id(os::system_clock().now_ms(), applicant_.random);
  std::vector<record::Edit> edits{{id, care::kNoteRecord, "head/person", record::atom(record::to_string(person))}, {id, care::kNoteRecord, "body/text", record::text(words)}};
  if (draft) edits.push_back({id, care::kNoteRecord, "head/draft", record::Value(true)});
  commit(std::move(edits));
  return id;
}

void Tablet::rewrites_note(const record::RecordId& note, const std::string& words) { commit({{note, care::kNoteRecord, "body/text", record::text(words)}}); }

std::string Tablet::reads_note(const record::RecordId& note) const { return std::string(store_->read(care::kNoteRecord, note).value_or(record::Record()).utf8("body/text")); }

void Tablet::writes_at(const record::RecordId& person, const std::string& path, const std::string& words) { commit({{person, care::kPersonRecord, path, record::text(words)}}); }

std::string Tablet::all_words() const {
  std::string out;
  for (const record::RecordType type : {care::kNoteRecord, record::kConflictType}) {
    std::vector<record::RecordId> ids;
    EXPECT_TRUE(store_->each_head(type, [&](const record::RecordId& id, const record::FieldMap&) { ids.push_back(id); }));
    for (const record::RecordId& id : ids)
      for (const auto& [path, field] : store_->read(type, id).value_or(record::Record()).fields) out.append(record::utf8_of(field.value)).append("\n");
  }
  return out;
}

void Tablet::goes_by(int port) {
  net::ClientOptions way = way_;
  way.url = "https://127.0.0.1:" + std::to_string(port);
  client_ = std::move(net::Client::make(way).value());
}

wire::Status Tablet::sync_until_ok(int tries_max) {
  wire::Status status = wire::Status::Busy;
  for (int i = 0; i < tries_max && status != wire::Status::Ok; ++i) status = sync();
  return status;
}

bool Tablet::has_note(const std::string& words) const {
  bool found = false;
  EXPECT_TRUE(store_->each_head(care::kNoteRecord, [&](const record::RecordId& id, const record::FieldMap&) { found = found || reads_note(id) == words; }));
  return found;
}

bool Tablet::exchange(replica::Outcome& outcome) {
  const auto request = replica_->request();
  EXPECT_TRUE(request);
  const net::Reply reply = client_->post("/sync", *request);
  if (!reply.ok()) {
    if (wire::is_long(reply.body)) (void)replica_->answer(reply.body);
    replica_->link_lost();
    return false;
  }
  auto read = replica_->answer(reply.body);
  EXPECT_TRUE(read) << read.error().detail;
  if (read) outcome = std::move(*read);
  return bool(read);
}

wire::BlobRef Tablet::attaches(const record::RecordId& person, const base::Bytes& content) {
  care::Attachment made;
  made.id = record::make_record_id(os::system_clock().now_ms(), applicant_.random);
  made.person = person;
  made.title = "Kitchen step";
  made.at = os::system_clock().now_ms();
  const wire::BlobRef ref{made.id, store_->put_blob(content).value()};
  made.blob = blob::to_string(ref.name);
  made.media_type = "image/jpeg";
  made.bytes = int64_t(content.size());
  commit(care::to_edits(made));
  return ref;
}

bool Tablet::carry(bool& more) {
  const auto request = replica_->blob_request();
  EXPECT_TRUE(request);
  more = request && *request;
  if (!more) return true;
  const net::Reply reply = client_->post("/sync", **request);
  if (reply.ok()) {
    EXPECT_TRUE(replica_->answer(reply.body));
    return true;
  }
  if (wire::is_blob_part(reply.body)) (void)replica_->answer(reply.body);
  replica_->link_lost();
  return false;
}

wire::Status Tablet::sync() {
  const wire::Status words = sync_words();
  bool more = words == wire::Status::Ok;
  while (more)
    if (!carry(more)) return wire::Status::Busy;
  return words;
}

wire::Status Tablet::sync_words() {
  replica::Outcome outcome;
  for (int i = 0; outcome.more && i < 1000; ++i) {
    if (!exchange(outcome)) return wire::Status::Busy;
    if (outcome.status != wire::Status::Ok) return outcome.status;
  }
  return outcome.status;
}

std::string Tablet::digest() const {
  std::map<record::RecordId, record::Record> all;
  std::vector<record::RecordType> types(std::begin(care::kListedRecords), std::end(care::kListedRecords));
  types.insert(types.end(), {record::kConflictType, record::kVerdictType});
  for (const record::RecordType type : types) {
    std::vector<record::RecordId> ids;
    EXPECT_TRUE(store_->each_head(type, [&](const record::RecordId& id, const record::FieldMap&) { ids.push_back(id); }));
    for (const record::RecordId& id : ids) all[id] = store_->read(type, id).value();
  }
  return "ok " + changeset::digest_of(all) + " records " + std::to_string(all.size()) + "\n";
}

}  // namespace hub
