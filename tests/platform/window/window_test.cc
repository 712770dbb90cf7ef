#include "platform/window/window.h"

#include <gtest/gtest.h>
#include <imgui.h>

#include <thread>

using window::Event;

namespace {

std::unique_ptr<window::Window> open_headless(float scale = 1) {
  window::Options options;
  options.width = 320, options.height = 200, options.headless = true, options.scale = scale;
  auto opened = window::Window::open(options);
  EXPECT_TRUE(opened) << opened.error().detail;
  window::Events first;
  (*opened)->wait(0, first);
  return std::move(*opened);
}

Event made(Event::Kind kind, float x = 0, float y = 0, window::Pointer pointer = window::Pointer::Mouse, uint8_t button = 1) {
  Event out;
  out.kind = kind, out.x = x, out.y = y, out.pointer = pointer, out.button = button;
  return out;
}

}  // namespace

TEST(Window, GivesBackWhatWasPushedInOrder) {
  auto window = open_headless();
  window::push(made(Event::Kind::PointerDown, 10, 20));
  window::push(made(Event::Kind::PointerUp, 11, 21));
  Event key = made(Event::Kind::KeyDown);
  key.key = window::Key::Letter, key.letter = 'z', key.ctrl = true;
  window::push(key);
  Event text = made(Event::Kind::Text);
  text.text = "naïve 👩‍👩‍👧 and a tail long enough to need several of SDL's events";
  window::push(text);
  window::Events events;
  window->wait(0, events);
  ASSERT_GE(events.size(), 5u);
  EXPECT_EQ(events[0].kind, Event::Kind::PointerDown);
  EXPECT_EQ(events[1].x, 11);
  EXPECT_EQ(events[2].letter, 'z');
  EXPECT_TRUE(events[2].ctrl);
  std::string all;
  for (size_t i = 3; i < events.size(); ++i) all += events[i].text;
  EXPECT_EQ(all, text.text);
}

TEST(Window, MakesAPinchOfTwoFingersAndCancelsTheFirstPress) {
  auto window = open_headless();
  const auto finger = [](Event::Kind kind, uint8_t which, float x) { window::push(made(kind, x, 100, window::Pointer::Touch, which)); };
  finger(Event::Kind::PointerDown, 1, 100), finger(Event::Kind::PointerDown, 2, 200);
  finger(Event::Kind::PointerMove, 2, 250), finger(Event::Kind::PointerUp, 2, 250), finger(Event::Kind::PointerMove, 1, 90), finger(Event::Kind::PointerUp, 1, 90);
  window::Events events;
  window->wait(0, events);
  ASSERT_EQ(events.size(), 3u);
  EXPECT_EQ(events[0].kind, Event::Kind::PointerDown);
  EXPECT_EQ(events[1].kind, Event::Kind::PointerCancel);
  EXPECT_EQ(events[2].kind, Event::Kind::Pinch);
  EXPECT_NEAR(events[2].scale, 1.5f, 0.01f);
}

TEST(Window, SleepsUntilAnotherThreadWakesIt) {
  auto window = open_headless();
  std::thread other([&] { window->wake(); });
  window::Events events;
  window->wait(-1, events);
  other.join();
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].kind, Event::Kind::Wake);
}

TEST(Window, ShowsADrawListAndGivesItsPicture) {
  auto window = open_headless(2);
  EXPECT_EQ(window->width_px(), 640);
  EXPECT_EQ(window->scale(), 2);
  ImDrawData data;
  data.Valid = true;
  window->show(data, 0xff302010);
  const window::Image image = window->capture();
  ASSERT_EQ(image.width, 640);
  ASSERT_EQ(image.height, 400);
  EXPECT_EQ(image.rgba[0], 0x10);
  EXPECT_EQ(image.rgba[1], 0x20);
  EXPECT_EQ(image.rgba[2], 0x30);
  EXPECT_EQ(image.rgba[3], 255);
}

TEST(Window, OpensAgainAfterItWasClosed) {
  open_headless().reset();
  auto window = open_headless();
  EXPECT_STREQ(window->drawing_name(), "software");
}

TEST(Window, KeepsTheClipboard) {
  auto window = open_headless();
  window->set_clipboard("ŵ and 👩‍👩‍👧");
  EXPECT_EQ(window->clipboard(), "ŵ and 👩‍👩‍👧");
}
