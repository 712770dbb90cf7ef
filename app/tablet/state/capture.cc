#include "app/tablet/state/capture.h"

#include <algorithm>
#include <cmath>

#include "app/care/record_types.h"
#include "app/tablet/state/items.h"
#include "app/tablet/state/state.h"

namespace state {
namespace {

constexpr int kPhotoSideMax = 1600;

care::Attachment new_attachment(AppState& state, const CaptureFor& about, care::AttachmentKind kind) {
  care::Attachment made;
  made.id = record::make_record_id(state.now_ms, *state.random);
  made.person = about.person;
  made.author = state.caseload.owner();
  made.visit = about.visit;
  made.response = about.response;
  made.field = about.field;
  made.kind = kind;
  made.title = about.title;
  made.at = state.now_ms;
  made.signed_by = about.signed_by;
  return made;
}

bool is_kept(const AppState& state, const care::Attachment& attachment) { return loaded_record(state.person, attachment.id) != nullptr; }

void keep(AppState& state, care::Attachment after, bool typing, Effects& out) {
  CapturePage& page = state.capture;
  std::vector<record::Edit> edits = is_kept(state, page.open) ? care::to_edits(page.open, after) : care::to_edits(after);
  page.open = std::move(after);
  if (edits.empty()) return;
  if (typing) save_typing(state, std::move(edits), out);
  else save(state, std::move(edits), out);
}

void open(CapturePage& page, care::Attachment attachment) {
  page.open = std::move(attachment);
  page.problem.clear();
  page.ink.clear();
  for (const care::InkStroke& stroke : page.open.strokes)
    if (auto line = decode_ink(stroke.points)) page.ink.push_back(std::move(*line));
}

Screen screen_of(care::AttachmentKind kind) {
  switch (kind) {
    case care::AttachmentKind::Ink: return Screen::Ink;
    case care::AttachmentKind::BodyMap: return Screen::BodyMap;
    case care::AttachmentKind::Photo:
    case care::AttachmentKind::Document: return Screen::Photo;
  }
  return Screen::Photo;
}

void start(AppState& state, care::Attachment made, Effects& out) {
  load_person(state, made.person, out);
  open(state.capture, std::move(made));
  const care::Attachment& now = state.capture.open;
  state.places.push_back(Place{.screen = screen_of(now.kind), .person = now.person, .subject = now.id});
  if (now.kind == care::AttachmentKind::Photo) out.push_back(ListPhotos{});
  // Kept at once when a form waits for it, so that a tablet that dies still knows which question it answers.
  if (now.response.is_nil()) save_place(state, out);
  else keep(state, now, false, out);
}

bool is_blank(const care::Attachment& attachment) { return attachment.strokes.empty() && attachment.marks.empty() && attachment.blob.empty(); }

// Brings care's strokes in step with the lines drawn: strokes are only added at the end, grow, or go from the end.
void take_lines(care::Attachment& attachment, const std::vector<InkLine>& lines, os::Random& random) {
  while (attachment.strokes.size() > lines.size()) attachment.strokes.pop_back();
  const size_t first_new = attachment.strokes.empty() ? 0 : attachment.strokes.size() - 1;
  for (size_t i = first_new; i < lines.size(); ++i) {
    if (i >= attachment.strokes.size()) add_item(attachment.strokes, random);
    attachment.strokes[i].points = encode_ink(lines[i]);
  }
}

int ten_thousandths(float part) { return int(std::lround(std::clamp(part, 0.0f, 1.0f) * 10'000)); }


struct CaptureAct {
  AppState& state;
  Effects& out;
  CapturePage& page = state.capture;

  void operator()(const StartInk& c) const { start(state, new_attachment(state, c.about, care::AttachmentKind::Ink), out); }
  void operator()(const StartBodyMap& c) const { start(state, new_attachment(state, c.about, care::AttachmentKind::BodyMap), out); }
  void operator()(const StartPhoto& c) const { start(state, new_attachment(state, c.about, care::AttachmentKind::Photo), out); }
  void operator()(const OpenAttachment& c) const {
    const record::Record* loaded = loaded_record(state.person, c.attachment);
    if (!loaded) return;
    go(state, Place{.screen = screen_of(care::attachment_from(*loaded).kind), .person = c.person, .subject = c.attachment}, out);
  }
  void operator()(const DrawInk& c) const {
    if (!page.is_open() || !may_change_capture(state)) return;
    page.ink = c.lines;
    const bool is_new_stroke = c.lines.size() != page.open.strokes.size();
    if (!c.finished && !is_new_stroke && state.monotonic_ms - page.ink_saved_ms < kInkEveryMs) return;
    page.ink_saved_ms = state.monotonic_ms;
    care::Attachment after = page.open;
    after.width = c.width_dp;
    after.height = c.height_dp;
    take_lines(after, page.ink, *state.random);
    keep(state, std::move(after), true, out);
  }
  void operator()(const UndoInk&) const {
    if (page.ink.empty() || !may_change_capture(state)) return;
    page.ink.pop_back();
    change_ink();
  }
  void operator()(const ClearInk&) const {
    if (!may_change_capture(state)) return;
    page.ink.clear();
    change_ink();
  }
  void change_ink() const {
    care::Attachment after = page.open;
    take_lines(after, page.ink, *state.random);
    keep(state, std::move(after), false, out);
  }
  void operator()(const TypePhotoPath& c) const {
    page.path = c.path;
    page.problem.clear();
  }
  void operator()(const AddPhoto& c) const {
    if (!c.path.empty() && begin_import(c.person)) out.push_back(ImportPhoto{page.importing, c.path});
  }
  void operator()(const TakePicture& c) const {
    if (begin_import(c.person)) out.push_back(TakePhoto{page.importing});
  }
  bool begin_import(const record::RecordId& person) const {
    if (page.importing || !may_change_capture(state)) return false;
    page.problem.clear();
    page.imported = page.is_open() && page.open.blob.empty() ? page.open : new_attachment(state, {.person = person}, care::AttachmentKind::Photo);
    page.importing = next_ticket(state);
    return true;
  }
  void operator()(const AddMark& c) const {
    if (!page.is_open() || !may_change_capture(state)) return;
    care::Attachment after = page.open;
    care::BodyMark& mark = add_item(after.marks, *state.random);
    mark.side = c.side;
    mark.x = ten_thousandths(c.x);
    mark.y = ten_thousandths(c.y);
    mark.site = region_at(state.assets->regions, c.side == care::BodySide::Front, {c.x, c.y}, state.settings.language == Language::Welsh);
    state.place().part = "mark:" + mark.key;
    keep(state, std::move(after), false, out);
  }
  void operator()(const RemoveMark& c) const {
    care::Attachment after = page.open;
    if (!may_change_capture(state) || !remove_item(after.marks, c.key)) return;
    state.place().part.clear();
    keep(state, std::move(after), false, out);
  }
  void operator()(const ChangeAttachment& c) const {
    if (page.is_open() && c.attachment.id == page.open.id && may_change_capture(state)) keep(state, c.attachment, c.typing, out);
  }
  void operator()(const NeedPicture& c) const {
    if (!c.blob.empty() && page.asked.insert(c.blob).second) out.push_back(LoadPicture{c.blob, c.side_max});
  }
  void operator()(const FinishCapture&) const { back(state, out); }
};

void read_attachment(AppState& state) {
  const Place& place = state.place();
  if (state.capture.open.id == place.subject || state.person.person != place.person) return;
  if (const record::Record* loaded = loaded_record(state.person, place.subject)) return open(state.capture, care::attachment_from(*loaded));
  // Reopened at something in which nothing had been drawn yet.
  const care::AttachmentKind kind = place.screen == Screen::Ink       ? care::AttachmentKind::Ink
                                    : place.screen == Screen::BodyMap ? care::AttachmentKind::BodyMap
                                                                      : care::AttachmentKind::Photo;
  care::Attachment made = new_attachment(state, {.person = place.person}, kind);
  made.id = place.subject;
  open(state.capture, std::move(made));
}

void take_photo(AppState& state, const BlobSaved& saved, Effects& out) {
  CapturePage& page = state.capture;
  if (saved.ticket != page.importing) return;
  page.importing = 0;
  page.path.clear();
  care::Attachment made = page.imported;
  made.blob = saved.blob;
  made.media_type = "image/jpeg";
  made.width = saved.width;
  made.height = saved.height;
  made.bytes = int64_t(saved.bytes);
  page.open = page.imported;
  keep(state, std::move(made), false, out);
  page.asked.insert(saved.blob);
  out.push_back(LoadPicture{saved.blob, kPhotoSideMax});
}

const char* words_for(base::Fault fault) {
  switch (fault) {
    case base::Fault::NotFound: return "photo.not_found";
    case base::Fault::BadInput: return "photo.not_a_picture";
    case base::Fault::Busy: return "photo.camera_busy";
    case base::Fault::Offline: return "photo.camera_silent";
    case base::Fault::Full: return "photo.no_room";
    case base::Fault::Denied: return "photo.not_allowed";
    default: return "photo.failed";
  }
}

void refuse_photo(AppState& state, Ticket ticket, base::Fault fault) {
  if (state.capture.importing == 0 || ticket != state.capture.importing) return;
  state.capture.importing = 0;
  state.capture.problem = words_for(fault);
  if (state.save.unsaved.empty()) state.save.failure.reset();  // nothing that was written is at stake
}

// Pictures that were not here are asked for again by whoever shows them.
void look_again(CapturePage& page, const BlobsMoved& moved) {
  for (const std::string& blob : moved.arrived) {
    page.asked.erase(blob);
    std::erase_if(page.pictures, [&](const PictureLoaded& old) { return old.blob == blob; });
  }
}

void take_picture(CapturePage& page, PictureLoaded& loaded) {
  std::erase_if(page.pictures, [&](const PictureLoaded& old) { return old.blob == loaded.blob; });
  if (page.pictures.size() >= kPicturesMax) {
    page.asked.erase(page.pictures.front().blob);
    page.pictures.erase(page.pictures.begin());
  }
  page.pictures.push_back(std::move(loaded));
}

}  // namespace

void refresh_capture(AppState& state) {
  CapturePage& page = state.capture;
  // A signature has one hand; a stroke of it may be half drawn.
  if (!page.is_open() || page.open.kind == care::AttachmentKind::Ink) return;
  const record::Record* const loaded = loaded_record(state.person, page.open.id);
  if (!loaded) return;
  care::Attachment now = care::attachment_from(*loaded);
  if (now != page.open) open(page, std::move(now));
}

bool may_change_capture(const AppState& state) {
  const care::Response* const form = state.capture.open.response.is_nil() ? nullptr : state.caseload.response(state.capture.open.response);
  return !form || (form->is_open() && care::may_write(form->author, state.caseload.owner()));
}

const PictureLoaded* picture_of(const CapturePage& page, const std::string& blob) {
  for (const PictureLoaded& picture : page.pictures)
    if (picture.blob == blob) return &picture;
  return nullptr;
}

std::vector<care::Attachment> attachments_of(const AppState& state) {
  std::vector<care::Attachment> found;
  for (const record::Record& loaded : state.person.records)
    if (loaded.type == care::kAttachmentRecord) found.push_back(care::attachment_from(loaded));
  std::erase_if(found, [](const care::Attachment& attachment) { return attachment.person.is_nil() || is_blank(attachment); });
  std::sort(found.begin(), found.end(), [](const care::Attachment& a, const care::Attachment& b) { return std::tie(b.at, b.id) < std::tie(a.at, a.id); });
  return found;
}

void apply_capture(AppState& state, const CaptureCommand& command, Effects& out) { std::visit(CaptureAct{state, out}, command); }

void capture_on_event(AppState& state, Event& event, Effects& out) {
  if (const auto* saved = std::get_if<BlobSaved>(&event)) take_photo(state, *saved, out);
  if (auto* listed = std::get_if<PhotosListed>(&event)) {
    state.capture.files = std::move(listed->files);
    state.capture.camera = listed->camera;
  }
  if (const auto* refused = std::get_if<PhotoRefused>(&event)) refuse_photo(state, refused->ticket, refused->error.fault);
  if (const auto* failed = std::get_if<CommitFailed>(&event)) refuse_photo(state, failed->ticket, failed->error.fault);
  if (auto* loaded = std::get_if<PictureLoaded>(&event)) take_picture(state.capture, *loaded);
  if (const auto* moved = std::get_if<BlobsMoved>(&event)) look_again(state.capture, *moved);
  const Screen here = state.place().screen;
  if (std::holds_alternative<PersonLoaded>(event) && (here == Screen::Ink || here == Screen::BodyMap || here == Screen::Photo)) read_attachment(state);
}

void leave_capture(AppState& state) {
  CapturePage& page = state.capture;
  if (!page.is_open() || page.open.id != state.place().subject) return;
  if (!is_blank(page.open) && !page.open.response.is_nil()) page.captured = Captured{page.open.response, page.open.field, page.open};
  page.open = care::Attachment{};
  page.ink.clear();
}

void arrive_capture(AppState& state, Effects& out) {
  if (state.place().screen == Screen::Photo) out.push_back(ListPhotos{});
  load_person(state, state.place().person, out);
  read_attachment(state);
}

}  // namespace state
