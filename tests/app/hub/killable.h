// tests/app/hub/killable.h: a tablet's folder and the process that works on it (tablet/main.cc), for a test that kills it at any moment.
#pragma once
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "tests/app/hub/town.h"

namespace hub {

class Killable {
 public:
  // Enrolled here, as a tablet of `worker`, whose work is that of `role` (tablet/main.cc). It goes by the port `way`.
  Killable(HubProcess& hub, uint64_t seed, const std::string& worker, const std::string& role, int way);
  void knows(const record::RecordId& person, const record::RecordId& shared);
  void goes_by(int way) { url_ = "https://127.0.0.1:" + std::to_string(way); }

  void start(const std::vector<std::string>& mode = {});
  // Until it has said so many lines more, or some time has passed, or it has ended. False: it has.
  bool works(size_t lines);
  void kill();
  // What it has said so far.
  void note();
  // To the end, with kill() never called. What it said in the line that begins with `word`, without it.
  std::string run(const std::string& mode, const std::string& word);
  // "ok DIGEST records N", once it has no more to say.
  std::string finish() { return "ok " + run("--finish", "digest "); }
  // With no process on it.
  store::Store opened() const;

  uint64_t device = 0, held = 0;
  std::set<std::string> saved;                 // words
  std::map<std::string, std::string> decided;  // by decision: about, submission and the digest of what was decided on
  std::set<std::string> complaints;            // lines no tablet should say

 private:
  void put(const char* name, base::ByteView content) const;
  testing_support::TempFolder folder_;
  std::string url_;
  base::Bytes keys_;
  std::unique_ptr<support::Child> process_;
};

}  // namespace hub
