import type { FastifyInstance } from 'fastify';
import { bankEventTypes } from '@installment-button/protocol/bank-gateway';
import { z } from 'zod';
import { magicSurnames } from '../banks/surnames.ts';
import { behaviourChangeSchema, behaviourSchema, behaviours, isBehaviourName } from '../banks/behaviour.ts';
import type { Control } from './control.ts';

const behaviourBody = z.strictObject({
  behaviour: z.string().refine(isBehaviourName, 'No behaviour of this name').optional(),
  change: behaviourChangeSchema.optional(),
});
const sendOptions = {
  copies: z.int().min(1).max(10).optional(),
  signatureFault: z.enum(['missing', 'wrong', 'old']).optional(),
};
const decideBody = z.strictObject({ decision: z.enum(['approved', 'declined']), ...sendOptions });
const eventBody = z.strictObject({
  type: z.enum(bankEventTypes),
  offerId: z.string().optional(),
  refundId: z.string().optional(),
  amount: z.int().min(0).optional(),
  ...sendOptions,
});
const releaseBody = z.strictObject({ order: z.enum(['given', 'reversed']).default('given') });

const bankParams = z.object({ bankId: z.string() });
const applicationParams = z.object({ bankId: z.string(), applicationId: z.string() });

/** The JSON side of `Control`; what each call does is told there. */
export function controlRoutes(server: FastifyInstance, control: Control): void {
  const bank = '/control/banks/:bankId';
  const application = `${bank}/applications/:applicationId`;

  server.get('/control/surnames', () => ({ data: magicSurnames.map(({ surname, meaning }) => ({ surname, meaning })) }));
  server.get('/control/behaviours', () => ({ data: Object.keys(behaviours) }));
  server.get('/control/banks', () => ({ data: control.banks() }));

  server.put(`${bank}/behaviour`, (request): z.infer<typeof behaviourSchema> => {
    const { behaviour, change } = behaviourBody.parse(request.body);
    return control.setBehaviour(bankParams.parse(request.params).bankId, behaviour, change);
  });
  server.delete(`${bank}/behaviour`, (request) => control.resetBehaviour(bankParams.parse(request.params).bankId));

  server.get(`${bank}/applications`, (request) => ({ data: control.applications(bankParams.parse(request.params).bankId) }));
  server.get(`${bank}/requests`, (request) => ({ data: control.requests(bankParams.parse(request.params).bankId) }));
  server.get(`${bank}/callbacks`, (request) => ({ data: control.callbacks(bankParams.parse(request.params).bankId) }));
  server.get(application, (request) => {
    const { bankId, applicationId } = applicationParams.parse(request.params);
    return control.application(bankId, applicationId);
  });
  server.put(`${application}/behaviour`, (request, reply) => {
    const { bankId, applicationId } = applicationParams.parse(request.params);
    control.setApplicationBehaviour(bankId, applicationId, behaviourChangeSchema.parse(request.body));
    return reply.code(204).send();
  });
  server.post(`${application}/decide`, (request, reply) => {
    const { bankId, applicationId } = applicationParams.parse(request.params);
    const { decision, ...options } = decideBody.parse(request.body);
    control.decide(bankId, applicationId, decision, given(options));
    return reply.code(202).send(control.application(bankId, applicationId));
  });
  server.post(`${application}/events`, (request, reply) => {
    const { bankId, applicationId } = applicationParams.parse(request.params);
    const { copies, signatureFault, ...event } = eventBody.parse(request.body);
    control.sendEvent(bankId, applicationId, event, given({ copies, signatureFault }));
    return reply.code(202).send(control.application(bankId, applicationId));
  });

  server.post(`${bank}/callbacks/hold`, (request, reply) => {
    control.hold(bankParams.parse(request.params).bankId);
    return reply.code(204).send();
  });
  server.post(`${bank}/callbacks/release`, async (request, reply) => {
    await control.release(bankParams.parse(request.params).bankId, releaseBody.parse(request.body ?? {}).order);
    return reply.code(204).send();
  });
  server.post(`${bank}/down`, async (request, reply) => {
    await control.takeDown(bankParams.parse(request.params).bankId);
    return reply.code(204).send();
  });
  server.post(`${bank}/up`, async (request, reply) => {
    await control.bringUp(bankParams.parse(request.params).bankId);
    return reply.code(204).send();
  });
}

function given({ copies, signatureFault }: { copies?: number | undefined; signatureFault?: 'missing' | 'wrong' | 'old' | undefined }) {
  return { ...(copies === undefined ? {} : { copies }), signatureFault };
}
