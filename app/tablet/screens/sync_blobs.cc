#include "app/tablet/screens/sync_blobs.h"

#include <algorithm>

#include "app/tablet/screens/saved.h"
#include "app/tablet/screens/say.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

using replica::Carried;

struct Load {
  record::RecordId person;
  Carried::Where where = Carried::Where::Waiting;
  int64_t photos = 0, documents = 0;
  uint64_t done = 0, total = 0;
};

// What comes down is told of once it has begun.
bool is_told(const Carried& each) { return each.where != Carried::Where::Missing && (each.where != Carried::Where::Coming || each.done > 0); }

std::vector<Load> loads_of(const state::AppState& state) {
  std::vector<Load> out;
  for (const Carried& each : state.sync.status.blobs.each) {
    const auto& known = state.sync.waiting->carried;
    const auto of = std::find_if(known.begin(), known.end(), [&](const state::CarriedFor& other) { return other.record == each.blob.record; });
    if (of == known.end() || !is_told(each)) continue;
    auto load = std::find_if(out.begin(), out.end(), [&](const Load& other) { return other.person == of->person && other.where == each.where; });
    if (load == out.end()) load = out.insert(out.end(), Load{of->person, each.where});
    ++(of->is_photo ? load->photos : load->documents);
    load->done += each.done;
    load->total += each.total;
  }
  return out;
}

// "26 of 43 KB"
std::string amount_words(uint64_t done, uint64_t total) {
  constexpr uint64_t kKilobyte = 1000, kMegabyte = 1'000'000;
  if (total == 0) return {};
  if (total >= kMegabyte) return ui::tr("signal.part", size(done), size(total));
  return ui::tr("photo.amount", (done + kKilobyte - 1) / kKilobyte, (total + kKilobyte - 1) / kKilobyte);
}

std::string things_of(const Load& load) {
  const std::string photos = load.photos > 0 ? count("sync.photos", load.photos) : std::string(), documents = load.documents > 0 ? count("sync.documents", load.documents) : std::string();
  return photos.empty() || documents.empty() ? photos + documents : photos + ", " + documents;
}

ui::Icon icon_of(const session::Status& status, const Load& load) {
  if (load.where == Carried::Where::Refused) return ui::Icon::Warning;
  if (load.where == Carried::Where::Coming) return ui::Icon::Download;
  return status.paused || status.why != session::Why::None ? ui::Icon::Saved : ui::Icon::CloudUp;
}

void draw_load(const state::AppState& state, const Load& load, const std::string& id) {
  const std::string name = name_of(state, load.person), things = things_of(load), title = name.empty() ? things : name + " · " + things;
  const std::string amount = amount_words(load.done, load.total);
  const std::string_view said = load.where == Carried::Where::Refused ? ui::tr("photo.hub_refused") : load.where == Carried::Where::Coming ? ui::tr("photo.coming") : ui::tr("photo.waiting");
  ui::row(id, {.icon = icon_of(state.sync.status, load), .title = title, .subtitle = said, .trailing = amount, .tappable = false});
}

}  // namespace

BlobCourse blob_course(const session::Status& status) {
  BlobCourse course;
  for (const Carried& each : status.blobs.each) {
    if (each.where != Carried::Where::Waiting) continue;
    course.goes = true;
    course.done += each.done;
    course.total += each.total;
  }
  return course;
}

void draw_blobs_head(const session::Status& status) {
  ui::section(count("sync.blobs_here", int64_t(status.blobs.to_send)), {}, "blobs_here");
  ui::secondary(ui::tr("sync.blobs_left", size(status.blobs.bytes_to_send)), "blobs_left");
}

void draw_blobs(const state::AppState& state) {
  const std::vector<Load> loads = loads_of(state);
  for (size_t i = 0; i < loads.size(); ++i) {
    const std::string id = "blobs:" + std::to_string(i);
    ui::Block block(id, 72);
    if (block) draw_load(state, loads[i], id);
  }
}

}  // namespace screens
