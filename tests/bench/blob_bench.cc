// What a photo of 5 MB costs on its way to the hub and to another tablet: processor of both ends together, and bytes beyond its own.
// links: sync_replica sync_reconcile
#include "tests/bench/report.h"
#include "tests/sync/replica/pair.h"

namespace {

constexpr size_t kPhotoBytes = 5'000'000;

struct Cost {
  double cpu_ms = 0;
  uint64_t bytes = 0, requests = 0;
};

// Until there is no more of it to carry.
Cost carries(replica::World& world, replica::Tablet& tablet) {
  Cost cost;
  const double start = bench::cpu_ms();
  for (auto next = tablet.replica->blob_request().value(); next; next = tablet.replica->blob_request().value()) {
    const base::Bytes answer = world.hub->answer(*next);
    cost.bytes += next->size() + answer.size();
    ++cost.requests;
    (void)tablet.replica->answer(answer).value();
  }
  cost.cpu_ms = bench::cpu_ms() - start;
  return cost;
}

}  // namespace

int main() {
  std::vector<double> up_ms, down_ms;
  Cost up, down;
  for (uint64_t round = 0; round < 5; ++round) {
    replica::World world;
    replica::Tablet ada(world, 11), ben(world, 12);
    const record::RecordId person = record::make_record_id(world.clock.now_ms(), world.random);
    ada.attaches(person, replica::photo(kPhotoBytes, round + 1));
    ada.says_words();
    up_ms.push_back((up = carries(world, ada)).cpu_ms);
    (void)world.hub->grant(ben.device, person, true);
    ben.says_words();
    down_ms.push_back((down = carries(world, ben)).cpu_ms);
  }
  bench::report("blob", "a photo of 5 MB to the hub, processor of both ends", bench::median(up_ms), "ms", 50);
  bench::report("blob", "a photo of 5 MB to another tablet, processor of both ends", bench::median(down_ms), "ms", 50);
  bench::report("blob", "bytes of messages beyond the photo's own, up", double(up.bytes - kPhotoBytes), "B", kPhotoBytes / 100.0);
  bench::report("blob", "bytes of messages beyond the photo's own, down", double(down.bytes - kPhotoBytes), "B", kPhotoBytes / 100.0);
  bench::report("blob", "requests, up", double(up.requests), "", 100);
}
