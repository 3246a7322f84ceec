// The catalog as a real tRPC server, for a container or for Node on any machine. It checks no
// token: in Cloud Run the front end has done so. PORT says where it listens; 0 is any free port.
import { writeSync } from 'node:fs'
import { initTRPC, TRPCError } from '@trpc/server'
import { createHTTPServer } from '@trpc/server/adapters/standalone'

const names = new Map([
  ['1', 'Espresso machine'],
  ['2', 'Coffee grinder'],
  ['3', 'Milk jug'],
])

const t = initTRPC.context().create({ isDev: false })

const withId = t.procedure.input((input) => {
  if (typeof input?.id !== 'string') {
    throw new TypeError('The input needs an id')
  }
  return input
})

function product(id) {
  if (!names.has(id)) {
    throw new TRPCError({ code: 'NOT_FOUND', message: `No product with id "${id}"` })
  }
  return { id, name: names.get(id) }
}

const router = t.router({
  product: t.router({
    byId: withId.query(({ input, ctx }) => ({ ...product(input.id), caller: ctx.caller })),
    reserve: withId.mutation(({ input, ctx }) => ({
      ...product(input.id),
      reserved: input.quantity ?? 1,
      caller: ctx.caller,
    })),
    // A refusal of the service's own, which has nothing to do with Cloud Run's.
    discontinue: withId.mutation(({ ctx }) => {
      throw new TRPCError({
        code: 'UNAUTHORIZED',
        message: `${ctx.caller ?? 'Nobody'} may not discontinue products`,
      })
    }),
  }),
})

// The front end has replaced the signature, so what is left proves nothing to anybody else.
function token(headers) {
  const header = headers['x-serverless-authorization'] ?? headers.authorization
  const [, payload, signature] = header?.replace(/^Bearer /i, '').split('.') ?? []
  const claims = payload ? JSON.parse(Buffer.from(payload, 'base64url')) : {}
  const usable = signature !== undefined && signature !== 'SIGNATURE_REMOVED_BY_GOOGLE'
  return { caller: claims.email, audience: claims.aud, usable }
}

const line = (value) => writeSync(1, JSON.stringify(value) + '\n')

const server = createHTTPServer({
  router,
  basePath: '/trpc/',
  createContext: ({ req }) => {
    const seen = token(req.headers)
    line({ method: req.method, target: req.url, host: req.headers.host, ...seen })
    return seen
  },
})

server.listen(Number(process.env.PORT ?? 8080), process.env.HOST ?? '0.0.0.0', () =>
  line({ port: server.address().port }),
)
