#include "app/demo/people.h"

#include <algorithm>

#include "app/care/identifiers.h"
#include "sync/record/order_key.h"

namespace demo {

namespace {

constexpr int kDayMinutes = 24 * 60;

struct Group {
  const char* name;
  int weight;
  std::vector<std::string> ethnicities;
};
const std::vector<Group>& groups() {
  static const std::vector<Group> kGroups{{"White", 82, {"WBRI", "WBRI", "WBRI", "WBRI", "WBRI", "WBRI", "WBRI", "WBRI", "WIRI", "WIRT"}},
                                          {"Asian", 6, {"AIND", "APKN", "APKN", "ABAN", "AOTH"}},
                                          {"Black", 5, {"BCRB", "BAFR", "BAFR", "BOTH"}},
                                          {"Other", 2, {"OOTH", "ARAB", "CHNE"}},
                                          {"Polish", 3, {"WOTH"}},
                                          {"Welsh", 2, {"WBRI"}}};
  return kGroups;
}

std::string cohort_of(int year) { return year < 1950 ? "born_before_1950" : year < 1980 ? "born_1950_1979" : "born_1980_on"; }

std::string reason_of(Draw& draw, bool is_older, const Lists& lists) {
  static const std::vector<std::pair<const char*, const char*>> kOlder{{"PS-PC", "psr_65_physical_personal_care"}, {"PS-AM", "psr_65_physical_access"},
                                                                       {"MC", "psr_65_memory"},                    {"MH", "psr_65_mental_health"},
                                                                       {"LD", "psr_65_learning_disability"},       {"SS-VI", "psr_65_sensory"},
                                                                       {"SO-IS", "psr_65_social"}};
  static const std::vector<std::pair<const char*, const char*>> kYounger{{"LD", "psr_18_64_learning_disability"}, {"MH", "psr_18_64_mental_health"},
                                                                         {"PS-PC", "psr_18_64_physical_personal_care"}, {"PS-AM", "psr_18_64_physical_access"},
                                                                         {"MC", "psr_18_64_memory"},               {"SS-HI", "psr_18_64_sensory"},
                                                                         {"SO-IS", "psr_18_64_social"}};
  const auto& reasons = is_older ? kOlder : kYounger;
  std::vector<int> weights;
  for (const auto& [code, key] : reasons) weights.push_back(std::max(1, int(lists.share(key) * 1000)));
  return reasons[draw.weighted(weights)].first;
}

std::string postcode(Draw& draw, const Town& town) {
  static constexpr char kInward[] = "ABDEFGHJLNPQRSTUWXYZ";
  std::string code = town.outward;
  code.append(" ").append(std::to_string(draw.below(10)));
  code += kInward[draw.below(sizeof kInward - 1)];
  code += kInward[draw.below(sizeof kInward - 1)];
  return code;
}

std::string street(Draw& draw, const Lists& lists) {
  const base::Csv& streets = lists.table("streets");
  const size_t first = draw.below(streets.row_count()), second = draw.below(streets.row_count());
  std::string address = std::to_string(draw.between(1, 140));
  if (draw.chance(0.18)) address.insert(0, "Flat " + std::to_string(draw.between(1, 24)) + ", ");
  return address.append(" ").append(streets.at(first, "first")).append(" ").append(streets.at(second, "second"));
}

void give_name(Draw& draw, const Lists& lists, const Group& group, care::Person& person) {
  const bool is_female = draw.chance(lists.share("lts_female_share"));
  const std::string cohort = cohort_of(person.born.year);
  person.gender = is_female ? "female" : "male";
  person.pronouns = is_female ? "she/her" : "he/him";
  person.given = lists.name(draw, is_female ? "given_f" : "given_m", cohort, group.name);
  person.family = lists.name(draw, "family", "any", group.name);
  if (is_female && std::string_view(group.name) == "Polish" && person.family.ends_with("ski")) person.family.back() = 'a';
  if (draw.chance(0.04)) person.family.append("-").append(lists.name(draw, "family", "any", draw.chance(0.7) ? "White" : group.name));
  person.ethnicity = draw.one_of(group.ethnicities);
  static const std::vector<std::string> kPolish{"pl", "en"}, kAsian{"en", "en", "ur", "pa", "gu"}, kWelsh{"cy", "cy", "en"};
  person.language = std::string_view(group.name) == "Polish" ? draw.one_of(kPolish) : std::string_view(group.name) == "Welsh" ? draw.one_of(kWelsh)
                    : std::string_view(group.name) == "Asian" ? draw.one_of(kAsian) : "en";
  person.needs_interpreter = person.language != "en" && person.language != "cy" && draw.chance(0.4);
}

care::Date birth_date(Draw& draw, const World& world, bool is_older, bool in_home) {
  const double age = is_older ? std::clamp(draw.normal(in_home ? 86 : 80, 7.5), 65.0, 107.0) : double(draw.between(18, 64));
  return care::add_days(world.today, -int64_t(age * 365.25) - int64_t(draw.below(365)));
}

void place_in_home(Draw& draw, const World& world, bool nursing, care::Person& person) {
  const care::Provider& home = draw.one_of(world.care_homes);
  person.address = home.name;
  person.town = home.town;
  person.postcode = home.postcode;
  person.phone = home.phone;
  person.accommodation = nursing ? "NUR" : "RES";
  person.lives_with = home.name;
}

void place_at_home(Draw& draw, const World& world, uint64_t number, bool is_older, care::Person& person) {
  static const std::vector<std::string> kOwn{"OWN", "OWN", "OWN", "TEN-LA", "TEN-PR", "EXC"}, kYoung{"TEN-LA", "FAM", "FAM", "SUP", "TEN-PR"};
  static const std::vector<std::string> kWith{"Alone", "Alone", "Husband or wife", "Partner", "Son or daughter", "Mother", "Two friends"};
  const Town& town = world.lists->town(draw);
  person.address = street(draw, *world.lists);
  person.town = town.name;
  person.postcode = postcode(draw, town);
  person.phone = draw.chance(0.6) ? house_phone(number) : mobile_phone(number);
  person.accommodation = draw.one_of(is_older ? kOwn : kYoung);
  person.lives_with = draw.one_of(kWith);
}

void spoil(Draw& draw, const World& world, care::Person& person) {  // what real records lack
  if (draw.chance(world.lists->share("nhs_number_missing"))) {
    person.nhs_number.clear();
    person.nhs_status = "03";
  }
  if (draw.chance(world.lists->share("ethnicity_missing"))) person.ethnicity.clear();
  if (draw.chance(0.01)) person.born.day = person.born.month = 0;
}

std::vector<care::Relation> make_relations(Draw& draw, const World& world, const care::Person& person, os::UnixMs since, const Group& group) {
  static const std::vector<std::string> kRoles{"daughter", "son", "wife", "husband", "sister", "brother", "neighbour", "friend", "niece"};
  std::vector<care::Relation> relations;
  const int count = draw.between(1, 2);
  for (int i = 0; i < count; ++i) {
    care::Relation relation;
    relation.id = draw.id(since);
    relation.person = person.id;
    relation.role = draw.one_of(kRoles);
    const bool is_female = relation.role == "daughter" || relation.role == "wife" || relation.role == "sister" || relation.role == "niece" || draw.chance(0.3);
    const bool is_kin = relation.role != "neighbour" && relation.role != "friend";
    relation.name = world.lists->name(draw, is_female ? "given_f" : "given_m", cohort_of(person.born.year + 28), is_kin ? group.name : "White");
    relation.name.append(" ").append(is_kin && draw.chance(0.6) ? person.family : world.lists->name(draw, "family", "any", is_kin ? group.name : "White"));
    relation.phone = mobile_phone(draw.below(100'000));
    relation.is_next_of_kin = is_kin && i == 0;
    relation.is_emergency_contact = i == 0;
    relation.is_unpaid_carer = is_kin && draw.chance(0.5);
    if (relation.is_unpaid_carer) relation.carer_assessment = draw.chance(0.3) ? "accepted" : draw.chance(0.5) ? "declined" : "offered";
    relations.push_back(std::move(relation));
  }
  care::Relation gp;
  gp.id = draw.id(since);
  gp.person = person.id;
  gp.name = person.gp_name;
  gp.role = "gp";
  gp.organisation = person.gp_practice;
  gp.phone = person.gp_phone;
  relations.push_back(std::move(gp));
  return relations;
}

std::vector<care::Note> make_notes(Draw& draw, const World& world, const Slots& slots, const care::Person& person, size_t count) {
  const base::Csv& texts = world.lists->table("note-texts");
  std::vector<care::Note> notes;
  for (size_t i = 0; i < count; ++i) {
    const size_t row = draw.below(texts.row_count());
    care::Note note;
    const int days_ago = draw.between(3, 340);
    note.at = world.past(days_ago, draw.between(9 * 60, 17 * 60));
    note.id = draw.id(note.at);
    note.person = person.id;
    note.author = world.owner;
    note.category = texts.at(row, "category");
    note.text = fill_in(texts.at(row, "text"), slots);
    notes.push_back(std::move(note));
  }
  return notes;
}

// Hours a week are log-normal with median 11 and spread 0.7 (domain section 23): its twentieths, so that no library's exp() decides the bytes.
int weekly_minutes(Draw& draw) {
  static const std::vector<int> kQuarterHours{14, 18, 21, 25, 28, 31, 34, 37, 40, 44, 48, 53, 58, 63, 71, 79, 91, 109, 139};
  return draw.one_of(kQuarterHours) * 15;
}

void add_week(Draw& draw, const std::string& service, const std::string& label, int minutes_per_week, std::vector<care::WeekSlot>& week) {
  static const std::vector<int> kStarts{8 * 60, 12 * 60 + 30, 17 * 60, 20 * 60};
  const int per_day = std::clamp(minutes_per_week / 7 / 45, 1, 4);
  const int minutes = std::clamp(minutes_per_week / 7 / per_day / 15 * 15, 15, 90);
  std::string order;
  for (int call = 0; call < per_day; ++call)
    for (int day = 0; day < 7; ++day) {
      order = record::order_between(order, {});
      care::WeekSlot slot;
      slot.key = draw.key();
      slot.order = order;
      slot.day = day;
      slot.start_minute = kStarts[size_t(call)];
      slot.minutes = minutes;
      slot.service = service;
      slot.label = label;
      week.push_back(std::move(slot));
    }
}

care::Plan make_plan(Draw& draw, const World& world, const care::Person& person, int started_days_ago) {
  const base::Csv& texts = world.lists->table("plan-texts");
  care::Plan plan;
  plan.id = draw.id(world.past(started_days_ago, 12 * 60));
  plan.person = person.id;
  plan.author = world.owner;
  plan.status = care::PlanStatus::Active;
  plan.starts = care::add_days(world.today, -started_days_ago);
  plan.review_on = person.review_due;
  plan.has_person_agreed = true;
  plan.agreement = "Agreed at the visit";
  plan.contingency = "The provider rings the first person on the list. Out of hours: the duty desk.";
  std::string order;
  for (size_t row = 0; row < texts.row_count(); ++row) {
    if (texts.at(row, "reason") != person.support_reason) continue;
    order = record::order_between(order, {});
    care::PlanOutcome outcome;
    outcome.key = draw.key();
    outcome.order = order;
    outcome.text = texts.at(row, "outcome");
    outcome.how = texts.at(row, "how");
    outcome.progress = draw.chance(0.8) ? "on-track" : "at-risk";
    for (std::string_view needs = texts.at(row, "needs"); !needs.empty();) {
      const size_t end = std::min(needs.find(' '), needs.size());
      outcome.needs.emplace_back(needs.substr(0, end));
      needs.remove_prefix(std::min(end + 1, needs.size()));
    }
    care::PlanService service;
    service.key = draw.key();
    service.order = order;
    service.outcome = outcome.key;
    service.code = texts.at(row, "service");
    service.tasks = texts.at(row, "tasks");
    service.starts = plan.starts;
    const care::Provider& provider = draw.one_of(world.home_care);
    service.provider = provider.id;
    service.provider_name = provider.name;
    if (service.code == "HC-STD") {
      const int minutes = weekly_minutes(draw);
      service.carers = draw.chance(world.lists->share("home_care_double_up")) ? 2 : 1;
      service.pence_per_week = provider.pence_per_unit * minutes / 60 * service.carers;
      add_week(draw, service.key, "Care", minutes, plan.week);
    } else {
      service.pence_per_week = draw.between(8, 240) * 100;
    }
    plan.outcomes.push_back(std::move(outcome));
    plan.services.push_back(std::move(service));
  }
  return plan;
}

std::vector<care::Service> services_of(Draw& draw, const care::Plan& plan, os::UnixMs at) {
  std::vector<care::Service> services;
  for (const care::PlanService& planned : plan.services) {
    care::Service service;
    service.id = draw.id(at);
    service.person = plan.person;
    service.plan = plan.id;
    service.provider = planned.provider;
    service.provider_name = planned.provider_name;
    service.code = planned.code;
    service.status = care::ServiceStatus::Active;
    service.starts = planned.starts;
    service.carers = planned.carers;
    service.pence_per_week = planned.pence_per_week;
    services.push_back(std::move(service));
  }
  return services;
}

}  // namespace

os::UnixMs World::wall(int days, int minute) const { return care::instant_of({care::add_days(today, days), minute % kDayMinutes}); }
os::UnixMs World::past(int days_ago, int minute) const { return std::min(wall(-days_ago, minute), now); }

std::string nhs_number(uint64_t number) {
  // Steps of a prime through the million numbers of the range; those whose check would be 10 do not exist and are stepped over.
  for (uint64_t at = number * 2;; ++at) {
    std::string nine = std::to_string(1'000'000 + at * 7'919 % 1'000'000).substr(1);
    nine.insert(0, "999");
    const int check = care::nhs_check_digit(nine);
    if (check >= 0) return nine + char('0' + check);
  }
}

std::string house_phone(uint64_t number) { return "01632 960" + std::to_string(1000 + number % 1000).substr(1); }
std::string mobile_phone(uint64_t number) { return "07700 900" + std::to_string(1000 + number % 1000).substr(1); }

Slots slots_of(const World& world, const care::Person& person, const std::vector<care::Relation>& relations) {
  Slots slots{care::called(person), care::full_name(person), "the family", "they", person.support_reason, person.accommodation, world.today, world.today};
  if (person.gender == "female") slots.they = "she";
  if (person.gender == "male") slots.they = "he";
  for (const care::Relation& relation : relations)
    if (relation.is_next_of_kin || relation.is_unpaid_carer) slots.carer = relation.name;
  return slots;
}

Household make_household(const World& world, uint64_t number, size_t notes) {
  Draw draw(world.seed, "person", number);
  const Lists& lists = *world.lists;
  Household house;
  care::Person& person = house.person;
  const int known_days = draw.between(45, 1'500);
  house.known_since = world.past(known_days, draw.between(9 * 60, 17 * 60));
  person.id = draw.id(house.known_since);

  const double setting = double(draw.below(1000)) / 1000;
  const bool in_home = setting >= lists.share("long_term_setting_community");
  const bool nursing = setting >= 1 - lists.share("long_term_setting_nursing");
  const bool is_older = in_home ? draw.chance(0.85) : draw.chance(lists.share("lts_age_65_plus_share"));
  std::vector<int> weights;
  for (const Group& group : groups()) weights.push_back(group.weight);
  const Group& group = groups()[draw.weighted(weights)];
  person.born = birth_date(draw, world, is_older, in_home);
  give_name(draw, lists, group, person);
  if (in_home) place_in_home(draw, world, nursing, person);
  else place_at_home(draw, world, number, is_older, person);
  person.uprn = std::to_string(999'000'000'000 + number);
  person.support_reason = reason_of(draw, is_older, lists);
  person.nhs_number = nhs_number(number);
  person.nhs_status = "01";
  person.local_number = "L-" + std::to_string(100'000 + number);
  person.worker = world.owner;
  person.team = world.team;
  person.review_due = care::add_days(world.today, draw.between(5, 350));
  person.employment = is_older ? "RET" : draw.chance(0.1) ? "PEU16" : "NOT";
  if (person.employment == "NOT") person.employment = "JOB";
  person.capacity = "presumed";
  const Town& town = lists.town(draw);
  person.gp_name = "Dr " + lists.name(draw, "family", "any", draw.chance(0.5) ? "White" : "Asian");
  person.gp_practice = town.name + " Surgery";
  person.gp_phone = house_phone(300 + draw.below(60));
  spoil(draw, world, person);

  house.relations = make_relations(draw, world, person, house.known_since, group);
  const Slots slots = slots_of(world, person, house.relations);
  house.notes = make_notes(draw, world, slots, person, notes);
  if (!in_home && draw.chance(0.8)) {
    const int started = std::min(known_days, draw.between(30, 400));
    house.plans.push_back(make_plan(draw, world, person, started));
    house.services = services_of(draw, house.plans.back(), world.past(started, 12 * 60));
  }
  if (draw.chance(0.5)) {
    care::Visit visit;
    const int days = draw.between(1, 40);
    visit.start = world.wall(days, 9 * 60 + 30 * draw.between(0, 12));
    visit.id = draw.id(world.past(1, 9 * 60));
    visit.person = person.id;
    visit.worker = world.owner;
    visit.purpose = draw.chance(0.5) ? "review" : "welfare";
    visit.travel_minutes = draw.between(6, 32);
    house.visits.push_back(std::move(visit));
  }
  return house;
}

std::vector<care::Provider> make_providers(const World& world, size_t home_care, size_t care_homes) {
  const base::Csv& words = world.lists->table("provider-words");
  std::map<std::string, std::vector<std::string>, std::less<>> of;
  for (size_t row = 0; row < words.row_count(); ++row) of[std::string(words.at(row, "kind"))].emplace_back(words.at(row, "word"));
  std::vector<care::Provider> providers;
  for (size_t i = 0; i < home_care + care_homes; ++i) {
    Draw draw(world.seed, "provider", i);
    const bool is_home = i >= home_care;
    const Town& town = is_home && draw.chance(0.3) ? world.lists->towns.back() : world.lists->town(draw);
    care::Provider provider;
    provider.id = draw.id(world.past(2'000, 12 * 60));
    provider.name = draw.one_of(of["first"]);
    provider.name += draw.one_of(of["second"]);
    provider.name.append(" ").append(is_home ? draw.one_of(of["home"]) : draw.one_of(of["care"]));
    provider.kind = !is_home ? "home-care" : draw.chance(0.3) ? "nursing-home" : "care-home";
    provider.cqc_location = "1-999" + std::to_string(1'000'000 + i);
    provider.phone = house_phone(500 + i);
    provider.email = "office@provider" + std::to_string(i) + ".example.org";
    provider.address = street(draw, *world.lists);
    provider.town = town.name;
    provider.postcode = postcode(draw, town);
    provider.services = is_home ? std::vector<std::string>{"RES-LT", "RES-SS"} : std::vector<std::string>{"HC-STD"};
    provider.pence_per_unit = is_home ? int64_t(draw.normal(1185.55, 140) * 100) : int64_t(draw.normal(23.56, 1.8) * 100);
    provider.places = is_home ? draw.between(12, 64) : 0;
    providers.push_back(std::move(provider));
  }
  return providers;
}

}  // namespace demo
