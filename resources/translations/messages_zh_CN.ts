<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Messages</name>
    <message>
        <source>Risk reminder</source>
        <translation>风险提示</translation>
    </message>
    <message>
        <source>Invitation</source>
        <translation>活动邀请</translation>
    </message>
    <message>
        <source>Paper ends</source>
        <translation>证件到期</translation>
    </message>
    <message>
        <source>Assessment ends</source>
        <translation>测评到期</translation>
    </message>
    <message>
        <source>Booked visit</source>
        <translation>预约来访</translation>
    </message>
    <message>
        <source>Advertising: not to those who opted out</source>
        <translation>广告：不发给已拒收的客户</translation>
    </message>
    <message>
        <source>Duty or service: sent whatever the client opted out of</source>
        <translation>告知或服务：不受拒收影响</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>排队中</translation>
    </message>
    <message>
        <source>On its way</source>
        <translation>发送中</translation>
    </message>
    <message>
        <source>Unclear</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>已发出</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>已送达</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>Given up</source>
        <translation>已放弃</translation>
    </message>
</context>
<context>
    <name>MessagesPage</name>
    <message>
        <source>client</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>send again</source>
        <translation>重新发送</translation>
    </message>
    <message>
        <source>filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>read again</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>No gateway is set up on this computer: send the messages yourself and record the results.</source>
        <translation>本机未设置短信通道：请自行发送，并登记结果。</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>短信</translation>
    </message>
    <message>
        <source>{count} not sent yet</source>
        <translation>{count} 条尚未发出</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>短信</translation>
    </message>
    <message>
        <source>Choose a message at the left.</source>
        <translation>请在左侧选择一条短信。</translation>
    </message>
    <message>
        <source>To</source>
        <translation>手机号</translation>
    </message>
    <message>
        <source>{count}, of 67 characters each</source>
        <translation>{count} 段，每段67字</translation>
    </message>
    <message>
        <source>one</source>
        <translation>一段</translation>
    </message>
    <message>
        <source>Nature</source>
        <translation>性质</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>业务编号</translation>
    </message>
    <message>
        <source>Not before</source>
        <translation>最早发送</translation>
    </message>
    <message>
        <source>Gateway</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Stopped: {done} of {of} messages went out. The others wait here and are sent later.</source>
        <translation>已停止：共 {of} 条，已发出 {done} 条，其余留在发件箱，稍后再发。</translation>
    </message>
    <message>
        <source>{count} messages sent.</source>
        <translation>已发出 {count} 条。</translation>
    </message>
    <message>
        <source>Messages are being sent…</source>
        <translation>正在发送短信…</translation>
    </message>
    <message>
        <source>Queued again.</source>
        <translation>已重新排队。</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>重新发送</translation>
    </message>
    <message>
        <source>Only when it is certain that it was not sent. Who said so, and when?</source>
        <translation>只有确知未发出时才可重发。由谁、何时确认？</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Why is it not sent?</source>
        <translation>为何不发送？</translation>
    </message>
    <message>
        <source>Taken back.</source>
        <translation>已撤回。</translation>
    </message>
    <message>
        <source>Record: {state}</source>
        <translation>登记：{state}</translation>
    </message>
    <message>
        <source>How is that known?</source>
        <translation>依据是什么？</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>登记</translation>
    </message>
    <message>
        <source>Sent on the provider&apos;s page</source>
        <translation>已在短信平台页面发送</translation>
    </message>
    <message>
        <source>Told by the provider</source>
        <translation>短信平台告知</translation>
    </message>
    <message>
        <source>Recorded.</source>
        <translation>已登记。</translation>
    </message>
    <message>
        <source>Client wants no advertising</source>
        <translation>客户拒收广告短信</translation>
    </message>
    <message>
        <source>Client wants advertising again</source>
        <translation>客户恢复接收广告短信</translation>
    </message>
    <message>
        <source>How did the client say so? Reminders that the branch owes its clients are sent all the same.</source>
        <translation>客户以何种方式表示？告知类和服务类短信仍会发送。</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>未发出</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>已发出</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>立即发送</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Sent by hand</source>
        <translation>已人工发送</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>已送达</translation>
    </message>
    <message>
        <source>Not arrived</source>
        <translation>未送达</translation>
    </message>
    <message>
        <source>No messages here</source>
        <translation>这里没有短信</translation>
    </message>
    <message>
        <source>What is to be sent to clients stands here by itself.</source>
        <translation>需要发给客户的短信会自动列在这里。</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Entered</source>
        <translation>生成时间</translation>
    </message>
</context>
<context>
    <name>TemplatesView</name>
    <message>
        <source>Two people change these on the page of policies, in the file messages.toml.</source>
        <translation>模板在“业务参数”页的 messages.toml 文件中修改，须两人办理。</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>{length} characters, {parts} messages; {most} at most</source>
        <translation>{length} 字，{parts} 段；最多 {most} 段</translation>
    </message>
</context>
<context>
    <name>Unusual</name>
    <message>
        <source>Trading for the client</source>
        <translation>代客操作</translation>
    </message>
    <message>
        <source>Churning</source>
        <translation>诱导频繁交易</translation>
    </message>
    <message>
        <source>False information</source>
        <translation>提供虚假信息</translation>
    </message>
    <message>
        <source>Illegal promises</source>
        <translation>违规承诺</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Tried {count}×</source>
        <translation>已试 {count} 次</translation>
    </message>
    <message>
        <source>To call</source>
        <translation>待回访</translation>
    </message>
</context>
<context>
    <name>UnusualImportPanel</name>
    <message>
        <source>{count} calls made</source>
        <translation>已生成 {count} 项回访</translation>
    </message>
    <message>
        <source>Fill in the empty sheet and choose it. It is looked over first; nothing is taken in unasked.</source>
        <translation>请填写空白模板后选择该文件。先检查，确认后才导入。</translation>
    </message>
    <message>
        <source>{file}: {rows} rows, {calls} calls, {skipped} left out, {mistakes} mistakes.</source>
        <translation>{file}：共 {rows} 行，回访 {calls} 项，跳过 {skipped} 行，错误 {mistakes} 处。</translation>
    </message>
    <message>
        <source>List of unusual accounts</source>
        <translation>异常交易账户名单</translation>
    </message>
    <message>
        <source>Leave out what was in an earlier list</source>
        <translation>跳过此前名单中已有的行</translation>
    </message>
    <message>
        <source>Take the list in</source>
        <translation>导入名单</translation>
    </message>
    <message>
        <source>Back to the lists</source>
        <translation>返回名单</translation>
    </message>
</context>
<context>
    <name>UnusualPage</name>
    <message>
        <source>client</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>read again</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>{rows} lines, {calls} calls, {still} of them open</source>
        <translation>{rows} 行，{calls} 项回访，{still} 项未完成</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>明细</translation>
    </message>
    <message>
        <source>Record {number}</source>
        <translation>联系记录 {number}</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>名单</translation>
    </message>
    <message>
        <source>Take a list in…</source>
        <translation>导入名单…</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>No list yet</source>
        <translation>尚无名单</translation>
    </message>
    <message>
        <source>Take one in: each client and suspicion becomes a call to be made.</source>
        <translation>导入后，每名客户的每类可疑情形生成一项回访。</translation>
    </message>
    <message>
        <source>No list was taken in yet. Press &quot;Import a list…&quot;.</source>
        <translation>还没有导入名单。请按“导入名单…”。</translation>
    </message>
    <message>
        <source>Taken in</source>
        <translation>导入时间</translation>
    </message>
    <message>
        <source>List</source>
        <translation>名单</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>Choose a list at the left.</source>
        <translation>请在左侧选择名单。</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Fund account</source>
        <translation>资金账号</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>交易日</translation>
    </message>
    <message>
        <source>Suspicion</source>
        <translation>可疑类型</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>回访</translation>
    </message>
    <message>
        <source>By</source>
        <translation>回访人</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
</context>
</TS>
