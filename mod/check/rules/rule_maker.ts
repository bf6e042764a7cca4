import type { Cause, Rule, RuleText } from "../rule.ts";

/** What the rules of a service have in common. */
export interface RulesInCommon {
  /** `means`: the first part of the rules' ids. */
  readonly service: string;
  /** What a rule needs, by its name; those that are not there need {@linkcode usual}. */
  readonly needs: Readonly<Record<string, readonly string[]>>;
  readonly usual: readonly string[];
  /** The causes of a rule, around its own. */
  causes(own: readonly Cause[]): readonly Cause[];
  /** Whether they are about several clients, where a rule does not say so itself. */
  readonly company?: true;
}

/** What a rule may have besides. */
type More = Partial<Pick<Rule, "alike" | "causes" | "company" | "control" | "questions" | "severity">>;

/** Makes the rules of a service; they are musts where they do not say otherwise. */
export function ruleMaker(
  { service, needs, usual, causes, company }: RulesInCommon,
): (name: string, text: RuleText, probe: Rule["probe"], more?: More) => Rule {
  return (name, text, probe, { causes: own = [], ...more } = {}) => ({
    id: `${service}.${name}`,
    ...text,
    severity: "must",
    ...(company && { company }),
    needs: (needs[name] ?? usual).map((need) => `${service}.${need}`),
    causes: causes(own),
    probe,
    ...more,
  });
}
