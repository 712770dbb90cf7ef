// tests/app/hub/town.h: a hub in a process of its own and tablets that reach it over TLS, for a test.
#pragma once
#include <memory>
#include <string>

#include "platform/net/client.h"
#include "sync/replica/replica.h"
#include "sync/wire/enrol.h"
#include "tests/support/child.h"
#include "tests/support/temp_folder.h"

namespace hub {

changeset::Vocabulary shipped();

class HubProcess {
 public:
  explicit HubProcess(bool demo = false) : demo_(demo) { start(); }
  // On the port it had, so that tablets find it again.
  void start();
  void kill_now() { process_->kill_now(); }
  int end();  // politely; its exit status
  std::string url() const { return "https://127.0.0.1:" + std::to_string(port_); }
  int port() const { return port_; }
  std::string authority() const;
  // As the person at the keyboard would: another process of the program.
  std::string command(const std::vector<std::string>& words) const;
  std::string code(const std::string& worker) const;
  std::string digest() const { return command({"digest"}); }
  uint64_t held_of(uint64_t device) const;
  const std::string& data_dir() const { return folder_.path(); }
  pid_t pid() const { return process_->pid(); }

 private:
  testing_support::TempFolder folder_;
  std::unique_ptr<support::Child> process_;
  const bool demo_;
  int port_ = 0;
};

// What a tablet that wants to enrol has.
struct Applicant {
  explicit Applicant(uint64_t seed);
  os::SeededRandom random;
  crypto::SigningKey key;
  std::string tls_key;
  wire::EnrolRequest request;
  net::Reply apply(const HubProcess& hub, const std::string& code);
};

class Tablet {
 public:
  Tablet(HubProcess& hub, uint64_t seed, const std::string& worker);
  uint64_t device() const { return enrolled_.device; }
  const wire::EnrolAnswer& enrolled() const { return enrolled_; }
  net::Identity identity() const { return {enrolled_.certificate, applicant_.tls_key}; }
  net::Client& client() { return *client_; }
  replica::Replica& replica() { return *replica_; }
  store::Store& store() { return *store_; }
  os::Random& random() { return applicant_.random; }

  // As one act.
  void commit(std::vector<record::Edit> edits);
  record::RecordId begins_person(const std::string& family);
  record::RecordId writes_note(const record::RecordId& person, const std::string& words, bool draft = false);
  void rewrites_note(const record::RecordId& note, const std::string& words);
  std::string reads_note(const record::RecordId& note) const;
  void writes_at(const record::RecordId& person, const std::string& path, const std::string& words);
  // Every note and what is kept in conflicts, one after the other.
  std::string all_words() const;
  // From now on to another port, behind which the hub is.
  void goes_by(int port);
  // Does any note here say exactly this?
  bool has_note(const std::string& words) const;

  // A photo of the person, in a record of its own.
  wire::BlobRef attaches(const record::RecordId& person, const base::Bytes& content);
  // One exchange. False: no answer came.
  bool exchange(replica::Outcome& outcome);
  // The next part of a blob, when there is one to carry. False: no answer came.
  bool carry(bool& more);
  // Until there is no more to say, of words and then of blobs. The hub's last status; Busy when it cannot be reached.
  wire::Status sync();
  wire::Status sync_until_ok(int tries_max);
  wire::Status sync_words();
  // As the hub's "digest" says it.
  std::string digest() const;

 private:
  Applicant applicant_;
  std::string worker_;
  wire::EnrolAnswer enrolled_;
  testing_support::TempFolder folder_;
  std::optional<store::Store> store_;
  std::optional<replica::Replica> replica_;
  net::ClientOptions way_;
  std::unique_ptr<net::Client> client_;
};

}  // namespace hub
