// sync/reconcile/hub.h: the hub's end of replication: requests in, answers out (sync/wire/PROTOCOL.md). Which connection a request came by, and that the
// peer is the device it says it is, is for the caller to see to (TLS with the device's own certificate).
// Any thread. Give one call all requests at hand: their pushes are made durable by one commit. Of several calls at once one commits while the others read
// and check what they were given.
#pragma once
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <span>

#include "platform/os/clock.h"
#include "sync/changeset/dictionary.h"
#include "sync/reconcile/policy.h"
#include "sync/reconcile/shelf.h"
#include "sync/reconcile/table.h"
#include "sync/wire/message.h"

namespace reconcile {

struct Prepared;
class Ingest;

struct HubOptions {
  const os::Clock* clock = &os::system_clock();
  os::Random* random = &os::system_random();
  int threads = 1;                                     // that read and check pushes
  int level = 3;                                       // zstd's, for the words of what is sent
  size_t staged_bytes_max = 256 * 1024 * 1024;         // pushes of which only a part came, all together
  size_t answers_bytes_max = 256 * 1024 * 1024;        // long answers kept to be gone on with
  Table* blobs = nullptr;                              // where their bytes are kept, apart from the words; null: in the same table
  uint64_t blob_bytes_per_device_max = uint64_t{4} << 30;  // of all the blobs one device brings
  int64_t clock_off_s_max = 120;                       // a tablet's clock further off than this is told so
};

struct HubFigures {
  uint64_t requests = 0, frames = 0, entries = 0, ops = 0, conflicts = 0, quarantined = 0;
  uint64_t last_sequence = 0, blob_bytes = 0;
  size_t staged_bytes = 0, answers_bytes = 0;
};

// What only one device is told: its own bucket.
record::RecordId private_bucket_of(uint64_t device);

class Hub {
 public:
  // Borrows table and policy. `vocabulary` is what answers are written under; `library` what is read. A new table is given an epoch of its own.
  // Errors: as the table's; TooNew (written by a newer hub).
  static base::Result<std::unique_ptr<Hub>> open(Table& table, const Policy& policy, changeset::Library library, changeset::Vocabulary vocabulary,
                                                 const HubOptions& options = {});
  ~Hub();

  // A device that may sync from now on. Errors: BadInput (0, or enrolled with another key).
  base::Status enrol(uint64_t device, const crypto::VerifyKey& key, const std::string& worker);
  // It gets nothing more. What it pushed stays. Errors: NotFound.
  base::Status revoke(uint64_t device);
  // The table was set back to an older copy: what tablets know of its order may be of another history. Call before serving. They begin at nothing, keeping
  // what they have not been told is held.
  base::Status begin_new_epoch();
  // It is sent the bucket's records, or told to drop them. No change is no error. Errors: NotFound (no such device).
  base::Status grant(uint64_t device, const record::RecordId& bucket, bool given);
  base::Status grant_all(uint64_t device, std::span<const record::RecordId> buckets);
  // Every bucket that has a record, in no order.
  base::Result<std::vector<record::RecordId>> buckets();
  base::Result<std::optional<DeviceRow>> device(uint64_t number);
  // A record as it stands here; no fields when there is none.
  base::Result<record::Record> read(const record::RecordId& id);
  // A blob as a whole, for whoever runs the hub. Errors: NotFound (not all of it is here).
  base::Result<base::Bytes> read_blob(const wire::BlobRef& ref);
  // Every record of a bucket.
  base::Result<std::vector<record::Record>> read_bucket(const record::RecordId& bucket);

  // An answer for each request, in order. A request may end inside its upload: what came is kept, and the answer says how much that is.
  std::vector<base::Bytes> answer(std::span<const base::ByteView> requests);
  base::Bytes answer(base::ByteView request) { return answer({&request, 1}).front(); }
  // From the table, by walking every device's frames: do the hashes follow each other, and does the last signature hold? Errors: Corrupt.
  base::Status verify_chain(uint64_t device);
  HubFigures figures() const;
  const wire::Epoch& epoch() const { return meta_.epoch; }

 private:
  struct Staging {
    uint64_t id = 0, total = 0;
    base::Bytes bytes;
  };
  struct LongAnswer {
    uint64_t id = 0;
    base::Bytes body;
  };
  struct Asking;
  struct BlobAsking {
    const wire::Request* request = nullptr;
    std::optional<wire::Answer> answer;
    std::vector<bool> may;  // of an ask, each
  };
  Hub(Table& table, const Policy& policy, changeset::Library library, changeset::Vocabulary vocabulary, const HubOptions& options);
  base::Status load();
  // A disk may not have what it said it had. Numbers given out before that was found out are not given out again, so that who knows one is recognised.
  base::Status leave_gap();
  base::Status leave_gap(MetaRow next, uint64_t width);
  bool knows_what_was_lost(const wire::Exchange& exchange, const DeviceRow& device, const MetaRow& meta) const;
  base::Status each_going(std::span<Asking> all, const std::function<base::Status(Asking&, const TableReader&, const MetaRow&)>& work);
  base::Status look_at_all(std::span<Asking> all);
  void read_request(Asking& asking);
  void take_upload(Asking& asking, const wire::Upload& upload);
  base::Status look_at(Asking& asking, const TableReader& table, const MetaRow& meta);
  // Is the device's own chain, up to the frame that ends at `held`, the one that is here?
  base::Result<bool> same_chain(const TableReader& table, uint64_t number, const DeviceRow& device, uint64_t held, const wire::ChainCheck& chain) const;
  // Neither of two that speak in one name is told or taken anything more, until IT has looked at both tablets.
  base::Status note_forks(std::span<const uint64_t> numbers);
  void prepare_all(std::span<Asking> all);
  base::Status apply_all(std::span<Asking> all);
  // As one write; the numbers it took are taken once it is durable.
  base::Status change(const std::function<base::Status(Ingest&)>& work);
  base::Status tell(Asking& asking, const TableReader& table, const MetaRow& meta);
  void note(std::span<const Asking> all);
  void keep_answer(uint64_t device, LongAnswer answer);
  static bool is_for_the_shelf(const wire::Request& request);
  base::Status look_at_blob(BlobAsking& asking, const TableReader& table);
  base::Status tell_of_blobs(BlobAsking& asking);
  base::Status answer_blobs(std::span<BlobAsking> all);
  void answer_blobs_of(std::span<Asking> all);
  base::Bytes envelope(uint64_t device, base::Bytes answer);
  base::Bytes resume(uint64_t device, const wire::Resume& resume);
  void stage(uint64_t device, Staging staging);
  int64_t now_ms() const { return options_.clock->now_ms(); }

  Table& table_;
  const Policy& policy_;
  changeset::Library library_;
  changeset::Vocabulary vocabulary_;
  HubOptions options_;
  std::mutex writing_;         // whoever writes the table or uses the shelf; taken before state_
  mutable std::mutex state_;   // what follows, for moments: only a writer changes meta_
  MetaRow meta_;               // as last written; who reads the table reads it there, so that it is of the same moment
  std::map<uint64_t, uint64_t> gaps_;  // by their end: the number before; what lies between was never given out by this history
  HubFigures figures_;
  std::unordered_map<uint64_t, Staging> staged_;
  std::deque<uint64_t> staged_order_;
  std::unordered_map<uint64_t, LongAnswer> answers_;
  std::deque<uint64_t> answers_order_;
  std::unique_ptr<Shelf> shelf_;
};

}  // namespace reconcile
