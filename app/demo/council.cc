#include "app/demo/council.h"

#include <algorithm>

#include "app/care/worker.h"
#include "app/demo/people.h"
#include "app/demo/story.h"

namespace demo {

namespace {

constexpr int kCouncilKnownDays = 2'000;

care::Worker make_worker(const World& world, uint64_t number, std::string name, std::string role, const record::RecordId& team) {
  Draw draw(world.seed, "worker", number);
  care::Worker worker;
  worker.id = draw.id(world.past(kCouncilKnownDays, 9 * 60 + int(number)));
  worker.name = std::move(name);
  worker.kind = "worker";
  worker.role = std::move(role);
  worker.registration = "SW99" + std::to_string(1000 + number);
  worker.phone = mobile_phone(800 + number);
  worker.email = "worker" + std::to_string(number) + "@example.org";
  worker.team = team;
  worker.team_name = world.team;
  worker.caseload_limit = 40;
  return worker;
}

care::Provider story_provider(const World& world, size_t row) {
  const base::Csv& rows = world.lists->table("story-providers");
  Draw draw(world.seed, "story/provider", row);
  care::Provider provider;
  provider.id = draw.id(world.past(kCouncilKnownDays, 11 * 60));
  provider.name = rows.at(row, "name");
  provider.kind = rows.at(row, "kind");
  provider.cqc_location = "1-999" + std::to_string(2'000'000 + row);
  provider.phone = rows.at(row, "phone");
  provider.town = rows.at(row, "town");
  for (const Town& town : world.lists->towns)
    if (town.name == provider.town) provider.postcode = town.outward + " 1AA";
  provider.address = provider.name;
  std::string services(rows.at(row, "services"));
  for (size_t at = 0; at < services.size();) {
    const size_t end = std::min(services.find(' ', at), services.size());
    provider.services.push_back(services.substr(at, end - at));
    at = end + 1;
  }
  provider.pence_per_unit = std::stoll(std::string(rows.at(row, "pence")));
  provider.places = std::stoi(std::string(rows.at(row, "places")));
  return provider;
}

class Maker {
 public:
  Maker(const Sizes& sizes, const Take& take) : sizes_(sizes), take_(take) {}

  base::Result<Made> make(World& world, Answers& answers) {
    TRY_DO(make_workers(world));
    TRY_DO(make_organisations(world));
    TRY(std::vector<Batch> story, tell_story(world, answers));
    std::stable_sort(story.begin(), story.end(), [](const Batch& a, const Batch& b) { return a.at < b.at; });
    for (Batch& batch : story) TRY_DO(give(std::move(batch)));
    made_.people = story_size(*world.lists);
    for (uint64_t number = made_.people; made_.people < sizes_.people; ++number, ++made_.people) TRY_DO(make_person(world, answers, number));
    return made_;
  }

 private:
  base::Status give(Batch batch) {
    ++made_.batches;
    return take_(batch);
  }

  template <class Thing>
  base::Status give(const World& world, const Thing& thing, os::UnixMs at) {
    return give(Batch{at, world.leader, world.leader_name, care::to_edits(thing)});
  }

  base::Status make_workers(World& world) {
    care::Worker team = make_worker(world, 0, world.team, "", {});
    team.kind = "team";
    team.registration.clear();
    care::Worker leader = make_worker(world, 1, "Helen Prosser", "team-leader", team.id);
    care::Worker owner = make_worker(world, 2, "Amara Osei", "social-worker", team.id);
    world.leader = leader.id;
    world.leader_name = leader.name;
    world.owner = owner.id;
    world.owner_name = owner.name;
    made_.owner = owner.id;
    made_.owner_name = owner.name;
    made_.leader = leader.id;
    const os::UnixMs at = world.past(kCouncilKnownDays, 9 * 60);
    world.names = {{leader.id, leader.name}, {owner.id, owner.name}};
    for (const care::Worker* worker : {&team, &leader, &owner}) TRY_DO(give(world, *worker, at));
    TRY_DO(make_others(world, team.id, at));
    workers_.push_back(owner.id);
    for (size_t i = 1; i < sizes_.workers; ++i) {
      Draw draw(world.seed, "worker-name", i);
      std::string name = world.lists->name(draw, draw.chance(0.8) ? "given_f" : "given_m", "born_1980_on", "White");
      name.append(" ").append(world.lists->name(draw, "family", "any", "Black"));
      const care::Worker more = make_worker(world, 2 + i, std::move(name), i % 3 == 0 ? "ot" : "social-worker", team.id);
      workers_.push_back(more.id);
      TRY_DO(give(world, more, at));
    }
    return {};
  }

  // Who the story needs besides: none of the caseload is theirs.
  base::Status make_others(World& world, const record::RecordId& team, os::UnixMs at) {
    const struct {
      uint64_t number;
      const char* role;
      record::RecordId World::*id;
    } kOthers[] = {{901, "deputy-leader", &World::deputy}, {902, "social-worker", &World::colleague}, {903, "service-manager", &World::manager}};
    for (const auto& other : kOthers) {
      Draw draw(world.seed, "worker-name", other.number);
      std::string name = world.lists->name(draw, "given_f", "born_1980_on", "White");
      name.append(" ").append(world.lists->name(draw, "family", "any", "White"));
      const care::Worker worker = make_worker(world, other.number, name, other.role, team);
      world.*other.id = worker.id;
      world.names[worker.id] = worker.name;
      TRY_DO(give(world, worker, at));
    }
    return {};
  }

  base::Status make_organisations(World& world) {
    std::vector<care::Provider> providers = make_providers(world, sizes_.home_care, sizes_.care_homes);
    for (size_t row = 0; row < world.lists->table("story-providers").row_count(); ++row) providers.push_back(story_provider(world, row));
    for (const care::Provider& provider : providers) {
      const bool is_home = provider.kind == "care-home" || provider.kind == "nursing-home";
      (is_home ? world.care_homes : world.home_care).push_back(provider);
      TRY_DO(give(world, provider, world.past(kCouncilKnownDays, 12 * 60)));
    }
    return {};
  }

  base::Status make_person(const World& world, Answers& answers, uint64_t number) {
    Household house = make_household(world, number, sizes_.notes_each);
    house.person.worker = workers_[number % workers_.size()];
    const auto hand_over = [&](const auto& things) -> base::Status {
      for (const auto& thing : things) TRY_DO(give(world, thing, house.known_since));
      return {};
    };
    TRY_DO(give(world, house.person, house.known_since));
    TRY_DO(hand_over(house.relations));
    TRY_DO(hand_over(house.notes));
    TRY_DO(hand_over(house.visits));
    TRY_DO(hand_over(house.plans));
    TRY_DO(hand_over(house.services));
    if (sizes_.with_answers && number % 2 == 0) TRY_DO(make_assessment(world, answers, house, number));
    return {};
  }

  base::Status make_assessment(const World& world, Answers& answers, const Household& house, uint64_t number) {
    Draw draw(world.seed, "assessment", number);
    const int days_ago = draw.between(40, 330);
    care::Response head;
    head.started = world.past(days_ago, 10 * 60);
    head.saved = head.submitted = world.past(days_ago - 1, 15 * 60);
    head.approved = world.past(days_ago - 6, 11 * 60);
    head.submission = 1;
    head.submitted_by = house.person.worker;
    head.approved_by = world.leader;
    head.id = draw.id(head.started);
    head.person = house.person.id;
    head.author = house.person.worker;
    head.kind = "needs";
    head.status = care::ResponseStatus::Approved;
    Slots slots = slots_of(world, house.person, house.relations);
    slots.date = care::wall_time(head.started).date;
    TRY(const FilledForm filled, answers.fill("needs-assessment", "needs-full", slots, draw.next()));
    head.form = filled.url;
    head.form_version = filled.version;
    head.title = filled.title;
    head.answered = int(filled.counts.answered);
    head.total = int(filled.counts.asked);
    Batch batch{head.approved, world.leader, world.leader_name, care::to_edits(head)};
    for (const forms::FieldEdit& field : filled.fields) batch.edits.push_back({head.id, batch.edits.front().type, field.path, field.to});
    return give(std::move(batch));
  }

  const Sizes& sizes_;
  const Take& take_;
  Made made_;
  std::vector<record::RecordId> workers_;
};

}  // namespace

Sizes one_tablet() { return {}; }
Sizes small_council() { return {.people = 60, .workers = 3}; }
Sizes load(size_t people) { return {.people = people, .workers = people / 30 + 1, .notes_each = 1, .with_answers = false}; }

base::Result<Made> make_council(uint64_t seed, const Sizes& sizes, os::UnixMs now, const ReadAsset& read, const Take& take) {
  TRY(const Lists lists, Lists::read(read));
  World world;
  world.seed = seed;
  world.now = now;
  world.today = care::wall_time(now).date;
  world.lists = &lists;
  world.team = "East Larkham older people's team";
  Answers answers(lists, read);
  return Maker(sizes, take).make(world, answers);
}

}  // namespace demo
