// A photo: taken from a file, made small and without its place and camera, then shown with what it is for. Also shows a document's facts.
#include "app/tablet/screens/saved.h"
#include "app/tablet/screens/say.h"
#include "app/tablet/screens/screens.h"
#include "app/tablet/screens/shell.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

using state::ChangeAttachment;

constexpr int kShownSide = 1600;       // pixels
constexpr float kShownHeightDp = 520;

uint64_t key_of(const std::string& blob) { return std::hash<std::string>{}(blob); }

std::string size_words(int64_t bytes) {
  const int64_t kilobytes = (bytes + 512) / 1024;
  return ui::tr("photo.kilobytes", kilobytes < 1 ? 1 : kilobytes);
}

std::string amount_of(const state::BlobPlace& place) {
  const auto kilobytes = [](uint64_t bytes) { return int64_t((bytes + 1023) / 1024); };
  return ui::tr("photo.amount", kilobytes(place.done), kilobytes(place.total));
}

// Its words are here and its bytes are not: says so, and how far they have come.
void draw_missing(const state::AppState& state) {
  const state::BlobPlace place = state::place_of_blob(state, state.capture.open);
  const bool coming = place.where == state::BlobPlace::Where::Coming;
  const std::string detail = coming && place.total > 0 ? amount_of(place) : std::string(ui::tr(coming ? "photo.coming_detail" : "photo.elsewhere_detail"));
  ui::banner("missing", ui::Banner::Info, ui::tr(coming ? "photo.coming" : "photo.not_here"), detail);
}

const char* where_words(state::BlobPlace::Where where) {
  using Where = state::BlobPlace::Where;
  switch (where) {
    case Where::OnlyHere: return "photo.only_here";
    case Where::Waiting: return "photo.waiting";
    case Where::Refused: return "photo.hub_refused";
    case Where::Both: return "photo.at_hub";
    case Where::Coming: return "photo.coming";
    case Where::Elsewhere: return "photo.not_here";
  }
  return "photo.not_here";
}

void draw_where(const state::AppState& state) {
  const state::BlobPlace place = state::place_of_blob(state, state.capture.open);
  std::string words(ui::tr(where_words(place.where)));
  if (place.where == state::BlobPlace::Where::Waiting && place.done > 0) words = amount_of(place);
  ui::key_value(ui::tr("photo.where"), words);
}

void draw_picture(state::AppState& state, state::Commands& out) {
  const care::Attachment& open = state.capture.open;
  const state::PictureLoaded* picture = state::picture_of(state.capture, open.blob);
  if (!picture) {
    out.push(state::NeedPicture{open.blob, kShownSide});
    return ui::secondary(ui::tr("photo.loading"), "loading");
  }
  if (picture->missing) return draw_missing(state);
  if (picture->rgba.empty()) return void(ui::banner("unreadable", ui::Banner::Error, ui::tr("photo.unreadable"), ui::tr("photo.unreadable_detail")));
  ui::picture("picture", {key_of(open.blob), picture->width, picture->height, picture->rgba}, kShownHeightDp, open.title.empty() ? ui::tr("photo.screen") : std::string_view(open.title));
}

void draw_files(state::AppState& state, state::Commands& out) {
  const state::CapturePage& page = state.capture;
  if (page.files.empty()) return ui::secondary(ui::tr("photo.no_files"), "no_files");
  const care::Date today = today_of(state);
  ui::Scope scope("file");
  for (size_t i = 0; i < page.files.size(); ++i) {
    const state::PhotoFile& file = page.files[i];
    const care::WallTime written = care::wall_time(file.unix_ms);
    const std::string when = day_near(written.date, today) + ' ' + care::to_clock(written.minute), size = size_words(int64_t(file.bytes));
    if (ui::row(std::to_string(i), {.icon = ui::Icon::Photo, .title = file.name, .subtitle = when, .trailing = size, .chevron = true, .enabled = page.importing == 0}))
      out.push(state::AddPhoto{state.place().person, file.path});
  }
}

// A file that is in none of the folders looked in.
void draw_path(state::AppState& state, state::Commands& out) {
  std::string path = state.capture.path;
  const bool busy = state.capture.importing != 0;
  const ui::Edited edited = ui::text_field("path", path, {.label = ui::tr("photo.path"), .icon = ui::Icon::Folder, .enabled = !busy});
  if (edited.changed) out.push(state::TypePhotoPath{path});
  const bool asked = ui::outline_button("add", ui::tr("photo.add"), ui::Icon::Photo, !busy && !path.empty());
  if (asked || edited.submitted) out.push(state::AddPhoto{state.place().person, path});
}

// Nothing taken yet: from where?
void draw_import(state::AppState& state, state::Commands& out) {
  const bool busy = state.capture.importing != 0;
  if (!state.capture.problem.empty()) ui::banner("problem", ui::Banner::Warning, ui::tr(state.capture.problem));
  if (busy) ui::banner("busy", ui::Banner::Info, ui::tr("photo.adding"));
  ui::Columns columns({3, 2}, 360);
  {
    ui::Card card("import");
    ui::heading(ui::tr("photo.choose"), ui::Icon::Photo);
    ui::secondary(ui::tr("photo.choose_help"));
    draw_files(state, out);
  }
  columns.next();
  if (state.capture.camera) {
    ui::Card card("from_camera");
    ui::heading(ui::tr("photo.camera"), ui::Icon::Camera);
    ui::secondary(ui::tr("photo.camera_help"));
    if (ui::primary_button("take", ui::tr("photo.take"), ui::Icon::Camera, !busy)) out.push(state::TakePicture{state.place().person});
  }
  ui::Card card("elsewhere");
  ui::heading(ui::tr("photo.elsewhere"), ui::Icon::Folder);
  draw_path(state, out);
}

void draw_facts(state::AppState& state, state::Commands& out) {
  const care::Attachment& open = state.capture.open;
  ui::Card card("facts");
  ui::heading(ui::tr("photo.about"), ui::Icon::Info);
  care::Attachment after = open;
  if (ui::text_field("title", after.title, {.label = ui::tr("capture.title")})) out.push(ChangeAttachment{after, true});
  if (ui::text_area("purpose", after.purpose, {.label = ui::tr("capture.purpose"), .required = true, .help = ui::tr("capture.purpose_help"), .lines_min = 2}))
    out.push(ChangeAttachment{after, true});
  ui::label(ui::tr("photo.consent"));
  const std::vector<const care::Code*> codes = state.assets->codes.list("consent").open_on(today_of(state));
  std::vector<std::string> labels;
  std::vector<ui::Option> options;
  for (const care::Code* code : codes) labels.push_back(state.label("consent", code->code));
  for (size_t i = 0; i < codes.size(); ++i) options.push_back({.id = codes[i]->code, .label = labels[i], .selected = codes[i]->code == open.consent});
  if (const int tapped = ui::options("consent", options, {.narrowest_dp = 300, .columns_max = 1}); tapped >= 0) {
    after.consent = codes[size_t(tapped)]->code;
    out.push(ChangeAttachment{after});
  }
  const care::WallTime taken = care::wall_time(open.at);
  ui::key_value(ui::tr("photo.when"), day_near(taken.date, today_of(state)) + ' ' + care::to_clock(taken.minute));
  if (open.bytes > 0) ui::key_value(ui::tr("photo.size"), size_words(open.bytes));
  if (!open.blob.empty()) draw_where(state);
  ui::small(ui::tr("photo.no_place"));
}

void draw_document(const state::AppState& state) {
  const care::Attachment& open = state.capture.open;
  ui::Card card("document");
  ui::heading(open.title.empty() ? ui::tr("photo.document") : std::string_view(open.title), ui::Icon::Pdf);
  const care::WallTime made = care::wall_time(open.at);
  ui::key_value(ui::tr("photo.when"), day_near(made.date, today_of(state)) + ' ' + care::to_clock(made.minute));
  if (open.bytes > 0) ui::key_value(ui::tr("photo.size"), size_words(open.bytes));
  if (!open.purpose.empty()) ui::key_value(ui::tr("capture.purpose"), open.purpose);
  if (!open.blob.empty()) draw_where(state);
  ui::secondary(ui::tr("photo.document_help"));
}

void draw_photo_footer(state::AppState& state, state::Commands& out) {
  ui::Footer footer("photo_footer");
  const ui::Scope scope("photo");
  ui::Wrap wrap;
  draw_saved(state);
  wrap.to_right();
  if (ui::primary_button("done", ui::tr("common.done"), ui::Icon::Check)) out.push(state::FinishCapture{});
}

}  // namespace

void draw_photo(state::AppState& state, state::Commands& out) {
  const care::Attachment& open = state.capture.open;
  const bool here = state.capture.is_open() && open.id == state.place().subject;
  const bool document = here && open.kind == care::AttachmentKind::Document;
  draw_top_bar(state, out, {.title = std::string(ui::tr(document ? "photo.document" : "photo.screen")), .subtitle = name_of(state, state.place().person), .back = true});
  if (here) draw_photo_footer(state, out);
  ui::Page page("photo_page");
  if (!here) return;
  const ui::Scope scope("photo");
  if (document) return draw_document(state);
  if (open.blob.empty()) return draw_import(state, out);
  const ui::Disabled sealed(!state::may_change_capture(state));
  ui::Columns columns({3, 2}, 400);
  draw_picture(state, out);
  columns.next();
  draw_facts(state, out);
}

}  // namespace screens
