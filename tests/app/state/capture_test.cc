#include "app/tablet/state/capture.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "app/care/record_types.h"
#include "app/tablet/state/apply.h"
#include "app/tablet/state/body_figure.h"

namespace state {
namespace {

class Capturing : public ::testing::Test {
 protected:
  Capturing() {
    state_.phase = Phase::Ready;
    state_.now_ms = 1'795'341'600'000;
    state_.monotonic_ms = 1'000;
    person_ = record::make_record_id(1, random_);
    record::Record person;
    person.id = person_;
    person.type = care::kPersonRecord;
    state_.places.back() = Place{.screen = Screen::Person, .person = person_};
    state::apply(state_, Event(PersonLoaded{person_, {person}}));
  }
  template <class C>
  Effects does(C command) {
    Commands commands;
    commands.push(std::move(command));
    Effects all;
    for (const Command& each : commands.take())
      for (Effect& effect : state::apply(state_, each)) all.push_back(std::move(effect));
    return all;
  }
  static size_t commits(const Effects& effects) {
    return size_t(std::count_if(effects.begin(), effects.end(), [](const Effect& effect) { return std::holds_alternative<CommitEdits>(effect); }));
  }
  care::Attachment kept() {
    const record::Record* found = loaded_record(state_.person, state_.capture.open.id);
    return found ? care::attachment_from(*found) : care::Attachment{};
  }

  os::SeededRandom random_{41};
  AppState state_{random_};
  record::RecordId person_;
};

InkLine a_line(float y, int points) {
  InkLine line;
  for (int i = 0; i < points; ++i) line.push_back({float(i) / 100, y, 0.5f, uint32_t(i) * 8});
  return line;
}

TEST(Ink, ReadsBackToTheNearestPointOfThePad) {
  EXPECT_TRUE(rc::check([](const std::vector<std::tuple<uint16_t, uint16_t, uint8_t, uint16_t>>& raw) {
    InkLine line;
    uint32_t at = 0;
    for (const auto& [x, y, pressure, later] : raw) line.push_back({float(x) / 65535, float(y) / 65535, float(pressure) / 255, at += later});
    const auto back = decode_ink(encode_ink(line));
    RC_ASSERT(back.has_value());
    RC_ASSERT(back->size() == line.size());
    for (size_t i = 0; i < line.size(); ++i) {
      RC_ASSERT(std::abs((*back)[i].x - line[i].x) < 1e-4f && std::abs((*back)[i].y - line[i].y) < 1e-4f);
      RC_ASSERT((*back)[i].at_ms == line[i].at_ms);
    }
    RC_ASSERT(encode_ink(*back) == encode_ink(line));
  }));
}

TEST(Ink, BrokenBytesAreRefusedAndNeverRead) {
  EXPECT_TRUE(rc::check([](const base::Bytes& bytes) { (void)decode_ink(bytes); }));
  base::Bytes bytes = encode_ink(a_line(0.5f, 3));
  bytes[0] = 2;
  EXPECT_EQ(decode_ink(bytes).error().fault, base::Fault::TooNew);
  bytes[0] = 1;
  bytes.pop_back();
  EXPECT_EQ(decode_ink(bytes).error().fault, base::Fault::Corrupt);
}

TEST_F(Capturing, AStrokeBeingDrawnIsKeptAsItGrows) {
  does(StartInk{{.person = person_, .title = "Signature"}});
  EXPECT_EQ(commits(does(DrawInk{{a_line(0.5f, 2)}, false, 600, 200})), 1u);
  state_.monotonic_ms += 10;
  EXPECT_EQ(commits(does(DrawInk{{a_line(0.5f, 3)}, false, 600, 200})), 0u);  // at most kInkEveryMs behind
  state_.monotonic_ms += kInkEveryMs;
  EXPECT_EQ(commits(does(DrawInk{{a_line(0.5f, 9)}, false, 600, 200})), 1u);
  EXPECT_EQ(decode_ink(kept().strokes[0].points)->size(), 9u);
  state_.monotonic_ms += 1;
  EXPECT_EQ(commits(does(DrawInk{{a_line(0.5f, 12)}, true, 600, 200})), 1u);
  EXPECT_EQ(decode_ink(kept().strokes[0].points)->size(), 12u);
}

TEST_F(Capturing, TheLastStrokeCanBeTakenBackAndAllCanBeCleared) {
  does(StartInk{{.person = person_}});
  does(DrawInk{{a_line(0.2f, 4)}, true, 600, 200});
  does(DrawInk{{a_line(0.2f, 4), a_line(0.6f, 4)}, true, 600, 200});
  does(UndoInk{});
  EXPECT_EQ(kept().strokes.size(), 1u);
  does(ClearInk{});
  EXPECT_TRUE(kept().strokes.empty());
  EXPECT_TRUE(attachments_of(state_).empty());  // an empty pad is nobody's document
}

TEST_F(Capturing, AFormThatWaitsForASignatureIsToldOfItAfterAPowerCutToo) {
  const record::RecordId response = record::make_record_id(3, random_);
  does(StartInk{{.person = person_, .response = response, .field = "sign/sign.ink", .title = "Signature", .signed_by = "Margaret Whitlock"}});
  const Place here = state_.place();
  state_.capture = CapturePage{};
  state_.places.back() = here;
  Effects again;
  arrive(state_, again);
  does(DrawInk{{a_line(0.5f, 5)}, true, 600, 200});
  does(FinishCapture{});
  ASSERT_TRUE(state_.capture.captured.has_value());
  EXPECT_EQ(state_.capture.captured->response, response);
  EXPECT_EQ(state_.capture.captured->field, "sign/sign.ink");
  EXPECT_EQ(state_.capture.captured->attachment.signed_by, "Margaret Whitlock");
  EXPECT_EQ(state_.place().screen, Screen::Person);
}

TEST_F(Capturing, GoingBackInsteadOfBeingDoneSignsTheFormToo) {
  const record::RecordId response = record::make_record_id(3, random_);
  does(StartInk{{.person = person_, .response = response, .field = "sign/sign.ink", .title = "Signature"}});
  does(DrawInk{{a_line(0.5f, 5)}, true, 600, 200});
  does(Back{});
  ASSERT_TRUE(state_.capture.captured.has_value());
  EXPECT_EQ(state_.capture.captured->response, response);
}

TEST_F(Capturing, WhatWasSignedCannotBeDrawnInOnceItsFormIsSent) {
  care::Response sent;
  sent.id = record::make_record_id(3, random_);
  does(StartInk{{.person = person_, .response = sent.id, .field = "sign/sign.ink", .title = "Signature"}});
  does(DrawInk{{a_line(0.5f, 5)}, true, 600, 200});
  sent.status = care::ResponseStatus::Submitted;
  record::FieldMap head;
  for (const record::Edit& edit : care::to_edits(sent))
    head[edit.path].value = edit.to;
  state_.caseload.take_head(care::kResponseRecord, sent.id, head);
  does(DrawInk{{a_line(0.5f, 5), a_line(0.7f, 5)}, true, 600, 200});
  does(ClearInk{});
  EXPECT_EQ(kept().strokes.size(), 1u);
}

TEST_F(Capturing, MarksOnABodyAreDataWithPlaceAndWords) {
  does(StartBodyMap{{.person = person_, .title = "Body map"}});
  does(AddMark{care::BodySide::Back, 0.25f, 0.5f});
  care::Attachment after = state_.capture.open;
  after.marks[0].kind = "bruise";
  after.marks[0].size_mm = 30;
  after.marks[0].note = "says she knocked it on the door";
  does(ChangeAttachment{after, true});
  ASSERT_EQ(kept().marks.size(), 1u);
  EXPECT_EQ(kept().marks[0].x, 2'500);
  EXPECT_EQ(kept().marks[0].side, care::BodySide::Back);
  EXPECT_EQ(kept().marks[0].note, "says she knocked it on the door");
  does(RemoveMark{after.marks[0].key});
  EXPECT_TRUE(kept().marks.empty());
}

TEST_F(Capturing, APhotoIsKeptOnceItHasBeenMadeSafeAndARefusedOneSaysWhy) {
  does(StartPhoto{{.person = person_, .title = "Kitchen step"}});
  const Effects asked = does(AddPhoto{person_, "/mnt/card/p.jpg"});
  ASSERT_EQ(asked.size(), 1u);
  const Ticket ticket = std::get<ImportPhoto>(asked[0]).ticket;
  const Effects after = state::apply(state_, Event(BlobSaved{ticket, "b1", 1600, 1200, 210'000}));
  EXPECT_EQ(commits(after), 1u);
  EXPECT_EQ(kept().blob, "b1");
  EXPECT_EQ(kept().title, "Kitchen step");

  does(FinishCapture{});
  does(StartPhoto{{.person = person_}});
  const Effects second = does(AddPhoto{person_, "/mnt/card/notes.txt"});
  state::apply(state_, Event(PhotoRefused{std::get<ImportPhoto>(second[0]).ticket, {base::Fault::BadInput, "not a picture"}}));
  EXPECT_EQ(state_.capture.problem, "photo.not_a_picture");
  EXPECT_FALSE(state_.save.failure.has_value());
  EXPECT_EQ(attachments_of(state_).size(), 1u);
}

TEST_F(Capturing, PicturesAreAskedForOnceAndTheOldestGoFirst) {
  EXPECT_EQ(does(NeedPicture{"b0", 256}).size(), 1u);
  EXPECT_EQ(does(NeedPicture{"b0", 256}).size(), 0u);
  for (int i = 0; i <= int(kPicturesMax); ++i) state::apply(state_, Event(PictureLoaded{"b" + std::to_string(i), 1, 1, {0, 0, 0, 255}}));
  EXPECT_EQ(picture_of(state_.capture, "b0"), nullptr);
  EXPECT_NE(picture_of(state_.capture, "b1"), nullptr);
  EXPECT_EQ(does(NeedPicture{"b0", 256}).size(), 1u);
}

TEST_F(Capturing, APictureThatWasNotHereIsAskedForAgainWhenItHasArrived) {
  const std::string name(64, 'a');
  EXPECT_EQ(does(NeedPicture{name, 256}).size(), 1u);
  PictureLoaded nothing{name, 0, 0, {}};
  nothing.missing = true;
  state::apply(state_, Event(std::move(nothing)));
  ASSERT_NE(picture_of(state_.capture, name), nullptr);
  EXPECT_TRUE(picture_of(state_.capture, name)->missing);
  EXPECT_EQ(does(NeedPicture{name, 256}).size(), 0u);
  state::apply(state_, Event(BlobsMoved{{name}, {}}));
  EXPECT_EQ(picture_of(state_.capture, name), nullptr);
  EXPECT_EQ(does(NeedPicture{name, 256}).size(), 1u);
}

TEST_F(Capturing, WhereAPhotoIsIsSaidFromWhatIsDurableAlone) {
  care::Attachment photo;
  photo.id = record::make_record_id(1'700'000'000'000, random_);
  photo.blob = std::string(64, 'a');
  blob::Name name;
  ASSERT_TRUE(blob::parse_name(photo.blob, name));
  using Where = BlobPlace::Where;
  EXPECT_EQ(place_of_blob(state_, photo).where, Where::OnlyHere) << "no hub";
  session::Status& status = state_.sync.status;
  status.standing = session::Standing::Joined;
  EXPECT_EQ(place_of_blob(state_, photo).where, Where::Both) << "nothing is to be sent or fetched";
  replica::Carried carried{{photo.id, name}, replica::Carried::Where::Waiting, 43'000, 26'000, {}};
  status.blobs.each = {carried};
  EXPECT_EQ(place_of_blob(state_, photo).where, Where::Waiting);
  EXPECT_EQ(place_of_blob(state_, photo).done, 26'000u);
  status.blobs.each[0].where = replica::Carried::Where::Missing;
  EXPECT_EQ(place_of_blob(state_, photo).where, Where::Elsewhere);
  status.blobs.each.clear();
  PictureLoaded nothing{photo.blob, 0, 0, {}};
  nothing.missing = true;
  state::apply(state_, Event(std::move(nothing)));
  EXPECT_EQ(place_of_blob(state_, photo).where, Where::Coming) << "not here, and nobody said that the hub has not got it";
}

TEST(BodyFigure, IsReadFromPointsAndRefusesWhatIsNotOne) {
  const auto parts = parse_figure("part,closed,x,y\noutline,1,0,0\noutline,1,1000,500\nspine,0,500,100\n");
  ASSERT_TRUE(parts.has_value());
  ASSERT_EQ(parts->size(), 2u);
  EXPECT_TRUE((*parts)[0].closed);
  EXPECT_FALSE((*parts)[1].closed);
  EXPECT_FLOAT_EQ((*parts)[0].points[1].y, 0.5f);
  EXPECT_FALSE(parse_figure("part,closed,x,y\noutline,1,0,1002\n").has_value());
}

TEST(BodyFigure, LeftAndRightAreThePersonsOwn) {
  const auto regions = parse_regions("side,top,bottom,inner,outer,en_left,en_right,cy_left,cy_right\nboth,400,480,250,500,left forearm,right forearm,elin chwith,elin dde\n");
  ASSERT_TRUE(regions.has_value());
  EXPECT_EQ(region_at(*regions, true, {0.85f, 0.45f}, false), "left forearm");
  EXPECT_EQ(region_at(*regions, false, {0.85f, 0.45f}, false), "right forearm");
  EXPECT_EQ(region_at(*regions, true, {0.15f, 0.45f}, true), "elin dde");
  EXPECT_EQ(region_at(*regions, true, {0.5f, 0.45f}, false), "");
}

}  // namespace
}  // namespace state
