// sync/replica/carrier.h: blobs between this tablet and the hub, when there are no words to say: what is here and not there goes up, what somebody wants to see
// comes down first, the rest of the scope after it. What waits is found in the records and the store each time it is opened: nothing of it is kept elsewhere.
// A request is one part of one blob, so that new words wait for one part at most. For this folder's own use: replica.h passes on. Single thread: the store's.
#pragma once
#include <map>
#include <set>

#include "sync/blob/intake.h"
#include "sync/replica/carried.h"
#include "sync/store/store.h"
#include "sync/wire/message.h"

namespace replica {

class Carrier {
 public:
  Carrier(store::Store& store, uint64_t device, const BlobOptions& options) : store_(&store), device_(device), options_(options), background_left_(options.background_bytes_max) {}

  // The hub whose history counts from now on. Errors: as the store's.
  base::Status meet(const store::HubMark& hub);
  // What this tablet wrote since it was last looked: before it is sent. Errors: as the store's.
  base::Status look_at_own();
  // Records that read differently now, or are gone.
  base::Status look_at(const std::map<record::RecordId, record::RecordType>& changed);

  void begin_session();
  void want(const blob::Name& name);
  void set_background(uint64_t bytes_left) { background_left_ = bytes_left; }

  // Absent: nothing to carry now.
  base::Result<std::optional<base::Bytes>> request();
  bool waits_for_answer() const { return !asked_.empty(); }
  base::Result<BlobOutcome> answer(base::ByteView bytes);
  void link_lost();

  std::vector<Carried> carried() const;

 private:
  enum class Way : uint8_t { Up, Down, None };
  struct Item {
    Way way = Way::None;
    uint64_t total = 0, done = 0;  // bytes of the stream; total 0: not known yet
    bool known = false;            // how much of it the hub has was said in this session
    bool there = false;            // the hub has all of it
    bool claimed = false;          // this tablet named it there: it is owed, whatever became of the change
    wire::Status refused = wire::Status::Ok;  // in this session
    int mismatches = 0;
  };
  using Items = std::map<wire::BlobRef, Item>;

  base::Status add(const wire::BlobRef& ref, bool own);
  void ask_anew(const blob::Name& name);
  base::Status read_head(record::RecordType type, const record::RecordId& id);
  // Which to ask about, which to move; null: none.
  // It is here, but not as it should be, and the hub has it: then it comes again.
  void mend(const blob::Name& name);
  std::vector<wire::BlobRef> unknown() const;
  Items::value_type* next_up();
  Items::value_type* next_down();
  base::Result<std::optional<base::Bytes>> part_up(Items::value_type& item);
  base::Result<std::optional<base::Bytes>> part_down(Items::value_type& item);
  base::Bytes encode(wire::Request request, std::vector<wire::BlobRef> about);
  base::Status look_whether_here(const blob::Name& name, Item& item);
  base::Result<BlobOutcome> take_states(const wire::BlobStates& states, const std::vector<wire::BlobRef>& about);
  base::Result<BlobOutcome> take_part(const wire::BlobPart& part, const wire::BlobRef& about);
  BlobOutcome take_refusal(const wire::Refusal& refusal, const std::vector<wire::BlobRef>& about);
  // It is all here now. Other records that name the same are asked about: the hub keeps it under each.
  base::Status is_here(const wire::BlobRef& ref, BlobOutcome& out);
  base::Status is_at_hub(const wire::BlobRef& ref, BlobOutcome& out);

  store::Store* store_;
  uint64_t device_;
  BlobOptions options_;
  store::HubMark hub_{};
  Items items_;
  std::set<blob::Name> wanted_;
  store::Sequence looked_ = 0;
  uint64_t background_left_ = 0;
  bool room_ = true;     // on this tablet, as far as is known in this session
  bool spoken_ = true;   // the hub knows of blobs, likewise
  std::vector<wire::BlobRef> asked_;   // what the request under way is about
  std::optional<blob::Intake> intake_;  // of what comes down
  wire::BlobRef intake_of_;
};

}  // namespace replica
