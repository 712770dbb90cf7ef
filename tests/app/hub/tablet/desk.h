// tests/app/hub/tablet/desk.h: the folder of a tablet that is a process of its own: its store and its end of replication, over TLS. What it did it says in lines.
#pragma once
#include <optional>
#include <string>

#include "platform/net/client.h"
#include "sync/replica/replica.h"

namespace test_tablet {

class Desk {
 public:
  // Files of `folder`: keys (of the data, then of the signatures), device, worker, person, shared, authority.crt, certificate, tls_key; the store is made at the first start.
  Desk(const std::string& folder, const std::string& url);
  // One act. Then "saved WORD" is said for each of the words. False: not saved.
  bool commit(std::vector<record::Edit> edits, const std::vector<std::string>& words);
  // A word nobody has said yet, or only in an act that was not saved.
  std::string new_word(int number = 0) const;
  record::RecordId new_id();
  // Until there is no more to say or hear; "held N" is what the hub said it has. False: the hub could not be reached, or said no.
  bool sync();
  uint64_t unsent() const { return store_->last_sequence() - replica_->state().held; }
  std::string digest() const;
  store::Store& store() { return *store_; }
  os::Random& chance() { return os::system_random(); }

  const base::Bytes keys;
  const uint64_t device;
  record::RecordId worker, person, shared;  // `shared`: a note everybody writes in

 private:
  crypto::SigningKey key_;
  std::optional<store::Store> store_;
  std::optional<replica::Replica> replica_;
  std::unique_ptr<net::Client> client_;
};

}  // namespace test_tablet
