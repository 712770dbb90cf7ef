// app/hub/service.h: what the hub does, apart from listening: answers requests of tablets and commands of whoever may reach the data folder. One a folder,
// among all processes. Any thread.
#pragma once
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "app/hub/codes.h"
#include "app/hub/offer.h"
#include "app/hub/orders.h"
#include "app/hub/scope.h"
#include "platform/net/server.h"
#include "platform/os/folder_lock.h"
#include "sync/reconcile/hub.h"
#include "sync/reconcile/lmdb_table.h"

namespace hub {

inline constexpr const char* kSyncPath = "/sync";
inline constexpr const char* kEnrolPath = "/enrol";

struct ServiceOptions {
  std::string data_dir;
  std::string assets_dir;
  bool demo = false;  // who enrols is granted everybody on file
  int threads = 2;
  const os::Clock* clock = &os::system_clock();
  os::Random* random = &os::system_random();
};

class Service {
 public:
  // Makes the folder, its table and the authority on first use. Errors: Busy (another process has it), Corrupt, TooNew, as for files.
  static base::Result<std::unique_ptr<Service>> open(const ServiceOptions& options);

  std::vector<net::Response> answer(std::span<net::Request> requests);
  // One line in, one or more out: "ok ..." or "error ...". code WORKER [MINUTES] · revoke DEVICE · wipe DEVICE [now|back] · grant DEVICE BUCKET|all · drop DEVICE BUCKET ·
  // devices · workers · offer (look again for a forms pack) · digest
  std::string command(const std::string& line);

  // For the listening end; its key is made now and kept nowhere.
  base::Result<net::Identity> make_server_identity(const std::vector<std::string>& hosts) const;
  const std::string& authority() const { return authority_.certificate(); }
  reconcile::HubFigures figures() const { return hub_->figures(); }

 private:
  Service(const ServiceOptions& options, os::FolderLock lock, std::unique_ptr<reconcile::LmdbTable> table, net::Authority authority, care::LocalRules rules);
  net::Response enrol(const net::Request& request);
  base::Result<base::Bytes> admit(const wire::EnrolRequest& request);
  base::Status grant_first(uint64_t device, const std::string& worker);
  base::Result<std::string> obey(std::span<const std::string> words);
  // service_orders.cc
  base::Bytes under_wipe(uint64_t device, WipeHow how, base::ByteView body);
  base::Bytes without_feed(uint64_t device, const wire::Exchange* exchange, base::Bytes answer);
  static Orders::Seen seen_in(uint64_t device, base::ByteView body);
  void note_seen(std::span<const Orders::Seen> all);
  bool may_be_given(uint64_t device);
  net::Response about(uint64_t device, base::ByteView body);
  net::Response forms_part(uint64_t device, base::ByteView body);
  base::Result<std::string> order_wipe(uint64_t device, std::string_view how);
  base::Result<std::string> list_devices();
  base::Result<std::string> list_workers();
  base::Result<std::string> digest();
  base::Result<std::vector<uint64_t>> devices();

  const ServiceOptions options_;
  const os::FolderLock lock_;
  const std::unique_ptr<reconcile::LmdbTable> table_;
  std::unique_ptr<reconcile::LmdbTable> blobs_;
  const net::Authority authority_;
  const CareScope scope_;
  Codes codes_;
  std::unique_ptr<Orders> orders_;
  std::unique_ptr<Offer> offer_;
  std::unique_ptr<reconcile::Hub> hub_;
};

}  // namespace hub
