#include "app/tablet/app.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include "app/tablet/screens/screens.h"
#include "app/tablet/state/refresh.h"
#include "app/tablet/ui/ui.h"
#include "platform/crypto/secret.h"
#include "platform/os/file.h"

namespace tablet {
namespace {

constexpr size_t kSettingsBytesMax = 4096;
constexpr int64_t kTakeMs = 5;  // of a frame, for what the worker told

// Where a tablet keeps the photos it takes, and where a card or a stick appears.
std::vector<std::string> photo_dirs(const Options& options) {
  if (!options.photos.empty()) return {options.photos};
  std::vector<std::string> dirs;
  if (const char* home = std::getenv("HOME"))
    for (const char* name : {"/Pictures", "/Pictures/Camera", "/DCIM", "/DCIM/Camera"}) dirs.push_back(std::string(home) + name);
  std::error_code none;
  const char* user = std::getenv("USER");
  const std::string media = std::string("/media/") + (user ? user : "");
  for (std::filesystem::directory_iterator at(media, none), end; !none && at != end; at.increment(none)) {
    dirs.push_back(at->path().string());
    dirs.push_back(at->path().string() + "/DCIM/100MEDIA");
  }
  return dirs;
}

effects::WorkerOptions worker_options(const Options& options, os::Clock& clock) {
  return {.data_dir = options.data_dir,
          .assets_dir = options.assets_dir,
          .demo = options.demo,
          .demo_people = options.demo_people,
          .demo_as_leader = options.demo_as_leader,
          .pin_memory_mib = options.pin_memory_mib,
          .verify_program = "/proc/self/exe",
          .photo_dirs = photo_dirs(options),
          .camera = options.camera,
          .clock = &clock,
          .random = &os::system_random()};
}

state::Settings read_settings(const std::string& data_dir) {
  const auto text = os::read_file(data_dir + "/settings", kSettingsBytesMax);
  return text ? state::decode_settings(base::text_view(*text)) : state::Settings{};
}

ui::Look look_of(state::Theme theme) {
  switch (theme) {
    case state::Theme::Light: return ui::Look::Light;
    case state::Theme::Dark: return ui::Look::Dark;
    case state::Theme::HighContrast: return ui::Look::HighContrast;
  }
  return ui::Look::Light;
}

}  // namespace

App::App(const Options& options, os::Clock& clock)
    : clock_(clock), state_(os::system_random()), form_(options.form), runner_(worker_options(options, clock), [this] {
        if (ui::Host* host = wake_target_.load()) host->wake();
      }) {
  if (!options.hub_url.empty()) invitation_ = state::JoinHub{options.hub_url, options.enrol_code, options.hub_authority};
  state_.settings = read_settings(options.data_dir);
  state_.now_ms = clock_.now_ms();
  state::Effects first;
  first.push_back(state::ReadKeys{});
  runner_.run(std::move(first));
}

void App::set_host(ui::Host* host) {
  host_ = host;
  wake_target_.store(host);
  if (!host) return;
  show_settings();
  host->wake();  // for what was posted before there was anybody to wake
}

void App::show_settings() {
  ui::set_look(look_of(state_.settings.theme));
  ui::set_text_scale(float(state_.settings.text_percent) / 100.0f);
  ui::set_language(state_.settings.language == state::Language::Welsh ? ui::Language::Welsh : ui::Language::English);
  shown_ = state_.settings;
}

void App::take(state::Event event) {
  const bool opens = std::holds_alternative<state::Unlocked>(event), locks = std::holds_alternative<state::Locked>(event);
  const bool somebody_went = state::takes_somebody_away(event);
  runner_.run(state::apply(state_, std::move(event)));
  if (opens) restore_caret();
  if (somebody_went) ui::forget_words();
  if (locks) {
    ui::forget_words();
    stack_holds_words_ = true;
  }
}

// From the loop, so that nothing lies between the variables of calls still under way.
void App::between_turns() {
  if (std::exchange(stack_holds_words_, false)) crypto::wipe_stack();
}

// She goes on where she was: the same field, the same place in its words.
void App::restore_caret() {
  const state::Place& place = state_.place();
  if (place.focus.empty()) return;
  ui::focus(place.focus);
  ui::set_caret(place.focus, {place.caret, place.caret});
}

// Kept with whatever this frame's commands save, in the same transaction and at no cost of its own.
void App::note_caret() {
  const std::string field(ui::focused());
  if (state_.phase != state::Phase::Ready || field.empty()) return;
  ui::Caret caret;
  ui::caret_of(field, caret);  // 0 for what is no field: an option, a stepper
  state_.place().focus = field;
  state_.place().caret = uint32_t(caret.at);
}

// A field she has only gone to, and not typed in yet, is where she is.
void App::save_focus() {
  const std::string field(ui::focused());
  ui::Caret caret;
  if (state_.phase != state::Phase::Ready || field == state_.place().focus || !ui::caret_of(field, caret)) return;
  runner_.run(state::apply(state_, state::Command(state::NavCommand(state::SetFocus{field, uint32_t(caret.at)}))));
}

// No longer than leaves a frame its time: a thousand people who arrive at once are taken in over several.
void App::take_told() {
  for (state::Event& event : runner_.take_events()) told_.push_back(std::move(event));
  const int64_t until_ms = os::system_clock().monotonic_ms() + kTakeMs;
  while (!told_.empty()) {
    state::Event event = std::move(told_.front());
    told_.pop_front();
    take(std::move(event));
    if (os::system_clock().monotonic_ms() >= until_ms) break;
  }
  if (!told_.empty() && host_) host_->wake();
}

void App::poll() {
  state_.now_ms = clock_.now_ms();
  state_.monotonic_ms = ui::now_ms();
  if (std::exchange(touched_, false)) state_.last_input_ms = state_.monotonic_ms;
  else runner_.run(state::apply(state_, state::Command(state::NavCommand(state::Tick{}))));
  take_told();
  open_form();
  follow_invitation();
}

void App::follow_invitation() {
  if (!invitation_ || state_.phase != state::Phase::Ready) return;
  state::Effects out;
  state::join_hub(state_, *std::exchange(invitation_, std::nullopt), out);
  runner_.run(std::move(out));
}

// A file named on the command line is opened for whoever is visited first today, once the tablet is unlocked.
void App::open_form() {
  if (form_.empty() || state_.phase != state::Phase::Ready) return;
  const auto visits = state_.caseload.visits_on(care::wall_time(state_.now_ms).date);
  record::RecordId person = visits.empty() ? record::RecordId{} : visits.front().person;
  if (person.is_nil() && !state_.caseload.people().empty()) person = state_.caseload.people().begin()->first;
  runner_.run(state::apply(state_, state::Command(state::PersonCommand(state::StartForm{person, std::exchange(form_, {})}))));
}

void App::draw() {
  screens::draw(state_, commands_);
  // The one frame a tablet that lies idle will still draw: the one that locks it.
  if (state_.phase == state::Phase::Ready) ui::request_frame(std::max<int64_t>(0, state::idle_left_ms(state_)));
}

bool App::settle() {
  std::vector<state::Command> commands = commands_.take();
  if (commands.empty()) save_focus();
  else note_caret();
  for (const state::Command& command : commands) runner_.run(state::apply(state_, command));
  if (shown_ != state_.settings) show_settings();
  if (state_.quit && host_) host_->quit();
  return !commands.empty();
}

// Closing is never refused: the runner finishes every save that was asked for before the process ends.
bool App::may_close() { return true; }

}  // namespace tablet
