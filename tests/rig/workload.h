// tests/rig/workload.h: a worker's day in steps, the same for the same seed; and a model of what the store must hold after each.
#pragma once
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "sync/store/store.h"

namespace rig {

inline constexpr record::RecordType kPerson{1}, kResponse{3};

struct Import { std::vector<record::Record> records; };
struct PutBlob { base::Bytes content; };
struct Acknowledge {};
struct CloseEntry {};
using Step = std::variant<store::Commit, Import, PutBlob, Acknowledge, CloseEntry>;

// What must be readable: everything said so far, in words a digest can be taken of.
struct Model {
  std::map<record::RecordId, std::map<std::string, record::Value>> records;
  std::vector<base::Bytes> blobs;
  base::Bytes place;
  void apply(const Step& step);
  std::string digest() const;  // of records and place; blobs are compared one by one
};

class Workload {
 public:
  explicit Workload(uint64_t seed, bool with_blobs = true);
  Step next();
  const std::vector<record::RecordId>& ids() const { return ids_; }

 private:
  store::Commit types();
  store::Commit answers(size_t count);
  Step imports();
  std::string words(size_t count);
  uint64_t below(uint64_t bound) { return random_.next_u64() % bound; }
  os::SeededRandom random_;
  bool with_blobs_;
  std::vector<record::RecordId> ids_;
  std::string typed_;
  size_t typing_in_ = 0;
};

record::RecordType type_of(const record::RecordId& id);
base::Status run(store::Store& store, const Step& step);
// The same digest, of what the store says.
base::Result<std::string> digest(const store::Store& store, const std::vector<record::RecordId>& ids, const Model& like);

}  // namespace rig
